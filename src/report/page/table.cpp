#include "report/page/table.hpp"

namespace echelon::page {

HtmlTable::HtmlTable(Names caption, std::vector<std::string> head, std::size_t numbers_from)
    : caption_(std::move(caption)), head_(std::move(head)), numbers_from_(numbers_from) {}

void HtmlTable::section(const std::string& markup) {
  body_ += "<tr class=\"section\"><th scope=\"rowgroup\" colspan=\"" + std::to_string(head_.size()) + "\">" + markup + "</th></tr>\n";
}

void HtmlTable::row(const std::vector<std::string>& cells) {
  body_ += "<tr>";
  for (std::size_t i = 0; i < cells.size(); ++i) {
    body_ += element(i == 0 ? "th" : "td", cells[i], i == 0 ? "scope=\"row\"" : i >= numbers_from_ ? "class=\"n\"" : "");
  }
  body_ += "</tr>\n";
}

std::string HtmlTable::html() const {
  std::string head;
  for (std::size_t i = 0; i < head_.size(); ++i) head += element("th", head_[i], i >= numbers_from_ ? "scope=\"col\" class=\"n\"" : "scope=\"col\"");
  return "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"" + escaped(caption_.en + " / " + caption_.zh) + "\"><table><caption>" +
         both(caption_) + "</caption><thead><tr>" + head + "</tr></thead><tbody>\n" + body_ + "</tbody></table></div>\n";
}

}  // namespace echelon::page
