#include "report/page/html.hpp"

#include "io/digest_sha256.hpp"

namespace echelon::page {
namespace {

int hex_digit(char c) { return c <= '9' ? c - '0' : c - 'a' + 10; }

std::string base64_of_hex(const std::string& hex) {
  static constexpr char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (std::size_t i = 0; i < hex.size(); i += 6) {
    unsigned bits = 0;
    const std::size_t digits = std::min<std::size_t>(6, hex.size() - i);
    for (std::size_t k = 0; k < 6; ++k) bits = bits << 4 | (k < digits ? static_cast<unsigned>(hex_digit(hex[i + k])) : 0U);
    const std::size_t letters = (digits / 2 * 8 + 5) / 6;
    for (std::size_t k = 0; k < 4; ++k) out += k < letters ? alphabet[bits >> (18 - 6 * k) & 63U] : '=';
  }
  return out;
}

}  // namespace

std::string escaped(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default:
        if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t') out += c;
    }
  }
  return out;
}

std::string both(const std::string& en, const std::string& zh) {
  if (zh.empty() || en == zh) return escaped(en);
  if (en.empty()) return escaped(zh);
  return "<span lang=\"en\">" + escaped(en) + "</span><span lang=\"zh-CN\">" + escaped(zh) + "</span>";
}

Names capital(Names names) {
  if (!names.en.empty() && names.en[0] >= 'a' && names.en[0] <= 'z') names.en[0] = static_cast<char>(names.en[0] - 'a' + 'A');
  return names;
}

std::string both(const Names& names) { return both(names.en, names.zh); }

std::string element(const char* tag, const std::string& inner, const std::string& attributes) {
  return std::string("<") + tag + (attributes.empty() ? "" : " " + attributes) + ">" + inner + "</" + tag + ">";
}

std::string paragraph(const Names& text, const char* attributes) { return element("p", both(text), attributes) + "\n"; }

std::string card(const Names& head, const std::string& body) { return element("div", element("h3", both(head)) + body) + "\n"; }

std::string policy_hash(std::string_view text) { return "'sha256-" + base64_of_hex(sha256(text)) + "'"; }

}  // namespace echelon::page
