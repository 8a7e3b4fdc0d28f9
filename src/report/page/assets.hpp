#pragma once
// What the page carries besides the numbers; the files are built into the program.
#include <string_view>

namespace echelon::page {

std::string_view style_sheet();   // style.css
std::string_view page_script();   // page.js
std::string_view chart_script();  // live.js
std::string_view chart_library(); // third_party/echarts/echarts.min.js

}  // namespace echelon::page
