#include "report/page/assets.hpp"

// The assembler takes a file in as it is, which no compiler of C++20 does.
#define ECHELON_FILE(file) ".incbin \"" file "\"\n"
#define ECHELON_EMBED(name, files)                                          \
  asm(".pushsection .rodata\n"                                             \
      ".global echelon_page_" #name "\n"                                   \
      ".global echelon_page_" #name "_end\n"                               \
      "echelon_page_" #name ":\n"                                          \
      files                                                                \
      "echelon_page_" #name "_end:\n"                                      \
      ".byte 0\n"                                                          \
      ".popsection\n");                                                    \
  extern "C" const char echelon_page_##name[], echelon_page_##name##_end[];

ECHELON_EMBED(style, ECHELON_FILE(ECHELON_PAGE_FOLDER "/style.css"))
ECHELON_EMBED(script, ECHELON_FILE(ECHELON_PAGE_FOLDER "/page.js"))
ECHELON_EMBED(live, ECHELON_FILE(ECHELON_PAGE_FOLDER "/rows.js") ECHELON_FILE(ECHELON_PAGE_FOLDER "/live.js"))
ECHELON_EMBED(library, ECHELON_FILE(ECHELON_CHARTS_FOLDER "/echarts.min.js"))

namespace echelon::page {
namespace {

std::string_view between(const char* begin, const char* end) { return {begin, static_cast<std::size_t>(end - begin)}; }

}  // namespace

std::string_view style_sheet() { return between(echelon_page_style, echelon_page_style_end); }
std::string_view page_script() { return between(echelon_page_script, echelon_page_script_end); }
std::string_view chart_script() { return between(echelon_page_live, echelon_page_live_end); }
std::string_view chart_library() { return between(echelon_page_library, echelon_page_library_end); }

}  // namespace echelon::page
