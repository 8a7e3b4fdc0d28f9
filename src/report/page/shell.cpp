#include "report/page/shell.hpp"

#include "report/page/assets.hpp"
#include "report/page/html.hpp"
#include "report/page/sentences.hpp"

namespace echelon::page {
namespace {

std::string script(std::string_view text) { return "<script>" + std::string(text) + "</script>\n"; }

// Nothing is fetched from anywhere; only the scripts and the style of this page run. Pictures that the page makes itself are
// blobs.
std::string policy() {
  std::string scripts;
  for (const std::string_view text : {chart_library(), chart_script(), page_script()}) scripts += " " + policy_hash(text);
  return "default-src 'none'; script-src" + scripts + "; style-src " + policy_hash(style_sheet()) +
         "; img-src blob: data:; base-uri 'none'; form-action 'none'";
}

std::string head(const Names& title, Lang lang) {
  const std::string name = title.zh.empty() || title.zh == title.en ? title.en : lang == Lang::zh ? title.zh + " · " + title.en : title.en + " · " + title.zh;
  return "<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"" + policy() +
         "\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" content=\"no-referrer\">\n<title>" +
         escaped(name) + " – echelon</title>\n<style>" + std::string(style_sheet()) + "</style>\n</head>\n";
}

// Two radio buttons before everything that they govern, so that the switch works without a script.
std::string language_inputs(Lang lang) {
  const auto one = [&](const char* id, const char* name, bool on) {
    return std::string("<input type=\"radio\" class=\"lang\" name=\"lang\" id=\"") + id + "\" aria-label=\"" + name + "\"" + (on ? " checked" : "") + ">\n";
  };
  return one("lang-en", "English", lang == Lang::en) + one("lang-zh", "中文", lang == Lang::zh);
}

std::string top(const Names& title, const Names& kicker, const std::vector<Section>& sections) {
  std::string items;
  for (const Section& s : sections) items += element("li", element("a", both(s.title), "href=\"#" + s.id + "\""));
  return "<header>\n<div class=\"bar\"><p class=\"brand\">echelon <span>梯队</span></p><p class=\"switch\">" +
         element("label", "English", "for=\"lang-en\"") + element("label", "中文", "for=\"lang-zh\"") + "</p></div>\n" +
         element("p", both(kicker), "class=\"kicker\"") + element("h1", both(title)) + element("p", both(names(no_forecast)), "class=\"disclaimer\"") +
         "\n<nav aria-label=\"" + contents.en + " / " + contents.zh + "\">" + element("ul", items) + "</nav>\n</header>\n";
}

}  // namespace

std::string section_html(const Section& s) {
  return "<section id=\"" + s.id + "\" aria-labelledby=\"" + s.id + "-head\">\n" + element("h2", both(s.title), "id=\"" + s.id + "-head\"") + "\n" + s.body +
         "</section>\n";
}

std::string fold(const std::string& id, const Names& title, const std::string& body, bool open) {
  return "<details class=\"fold\" id=\"" + id + "\"" + (open ? " open" : "") + ">" + element("summary", both(title)) + "\n" + body + "</details>\n";
}

std::string document(const Names& title, const Names& kicker, const std::vector<Section>& sections, Lang lang) {
  std::string out = std::string("<!doctype html>\n<html lang=\"") + (lang == Lang::zh ? "zh-CN" : "en") + "\">\n" + head(title, lang);
  out += "<body>\n<a class=\"skip\" href=\"#content\">" + both(names(skip)) + "</a>\n" + language_inputs(lang) + top(title, kicker, sections);
  out += "<main id=\"content\" tabindex=\"-1\">\n";
  for (const Section& s : sections) out += section_html(s);
  out += "</main>\n" + script(chart_library()) + script(chart_script()) + script(page_script());
  return out + "</body>\n</html>\n";
}

}  // namespace echelon::page
