#pragma once
// How numbers look to a reader. Conversion to 亿元, 万元 or million CNY happens here alone; stored data stay in CNY.
#include <string>

#include "report/words.hpp"

namespace echelon {

bool is_share(const std::string& unit);  // told in per cent, differs by percentage points

// 40,000; 12.3; 0.57: whole from 100 on, three digits below; "-" for NaN.
std::string grouped(double value);

// A quantity in a unit of the contract, scaled and named: "145 bn CNY", "1450 亿元", "4 %", "10,000 firms".
std::string quantity(Lang lang, double value, const std::string& unit);
// The same without the unit's name, for columns beside it: "145 bn", "1450 亿", "4 %", "10,000".
std::string bare_quantity(Lang lang, double value, const std::string& unit);

// A level beside which no unit stands: money with its currency, the rest bare.
std::string level(Lang lang, double value, const std::string& unit);

// A difference with its sign and unit; what is below the shown digits is 0. A mean of counts keeps one digit below 100. Shares differ by percentage
// points, with two digits. `minus` is the sign to use: a terminal's or a page's.
std::string signed_change(Lang lang, double value, const std::string& unit, const char* minus = "-");
std::string signed_range(Lang lang, double low, double high, const std::string& unit, const char* word, const char* minus = "-");

// Two digits, and never 0 or 1 for what was merely not seen: "0.57", "< 0.01", "> 0.99"; "-" for NaN.
std::string probability(double p);

std::string percent(double share);  // 12 %

// A price, a ratio: NaN where the interval has no low end, since what stands below the line may be zero.
double told(double value, double low);

}  // namespace echelon
