// Facts 12 to 15: firms that grow fast, whether they do it twice, and who creates jobs.
#include <limits>

#include "core/math/vecmath.hpp"
#include "engine/facts_sample.hpp"

namespace echelon {

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
constexpr int kWindow = 3;
constexpr float kLeastStaff = 10;
constexpr float kAboveScale = 20;  // million CNY of sales: firms "above designated size" report to the statistics
constexpr double kFast = 1.2 * 1.2 * 1.2;  // 20 % a year over three years

double over(double part, double whole) { return whole > 0 ? part / whole : kNone; }

// A firm with ten employees or more and whole years of business at both ends of a window.
struct Window {
  bool counts = false;
  bool by_staff = false, by_sales = false;
  double jobs = 0;   // gained
};

Window look(const FactSample& s, int y, std::uint32_t firm) {
  Window w;
  if (y < 0 || y + kWindow >= s.years()) return w;
  const std::int32_t a = s.row(y, firm), b = s.row(y + kWindow, firm);
  if (!s.whole(y, a) || !s.whole(y + kWindow, b)) return w;
  const PanelYear& then = s.year(y);
  const PanelYear& now = s.year(y + kWindow);
  if (then.employees[a] < kLeastStaff || then.revenue[a] <= 0) return w;
  w.counts = true;
  w.by_staff = now.employees[b] >= kFast * then.employees[a];
  w.by_sales = now.revenue[b] >= kFast * then.revenue[a];
  w.jobs = static_cast<double>(now.employees[b]) - then.employees[a];
  return w;
}

// All windows of all firms, once without looking back and once following another window.
void high_growth(const FactSample& s, FactValues& out) {
  double n = 0, staff = 0, sales = 0, gains = 0, fast_gains = 0;
  double after = 0, base = 0, again_n = 0, again = 0, sales_base = 0, sales_again_n = 0, sales_again = 0;
  for (int y = 0; y + kWindow < s.years(); ++y) {
    for (const std::uint32_t firm : s.year(y).firm) {
      const Window w = look(s, y, firm);
      if (!w.counts) continue;
      n += 1, staff += w.by_staff, sales += w.by_sales;
      if (w.jobs > 0) gains += w.jobs, fast_gains += w.by_staff ? w.jobs : 0;
      const Window next = look(s, y + kWindow, firm);
      if (!next.counts) continue;
      after += 1, base += next.by_staff, sales_base += next.by_sales;
      if (w.by_staff) again_n += 1, again += next.by_staff;
      if (w.by_sales) sales_again_n += 1, sales_again += next.by_sales;
    }
  }
  out["fast_by_staff"] = over(staff, n), out["fast_by_sales"] = over(sales, n);
  out["fast_jobs"] = over(fast_gains, gains);
  out["repeat"] = over(again, again_n);
  out["repeat_ratio"] = over(over(again, again_n), over(base, after));
  out["repeat_ratio_sales"] = over(over(sales_again, sales_again_n), over(sales_base, after));
}

// The national zones' definition (R21): R&D of 2.5 % of sales, and one of four ways to be fast.
bool torch_gazelle(const FactSample& s, int y, std::uint32_t firm, std::int32_t row) {
  const PanelYear& now = s.year(y);
  if (now.revenue[row] <= 0 || now.rd_reported[row] < 0.025 * now.revenue[row]) return false;
  const double age = s.age(y, firm);
  if ((age <= 5 && now.revenue[row] > 500) || (age <= 10 && now.revenue[row] > 1000)) return true;
  const std::int32_t b = y >= kWindow ? s.row(y - kWindow, firm) : -1, last = y >= 1 ? s.row(y - 1, firm) : -1;
  if (!s.whole(y, row) || b < 0 || last < 0 || !s.whole(y - kWindow, b)) return false;
  const PanelYear& then = s.year(y - kWindow);
  const bool sales = then.revenue[b] >= 10 && now.revenue[row] >= kFast * then.revenue[b] &&
                     now.revenue[row] > s.year(y - 1).revenue[last];
  return sales || (then.employees[b] >= 100 && now.employees[row] >= 1.3 * 1.3 * 1.3 * then.employees[b]);
}

void gazelles(const FactSample& s, const FactOptions& options, FactValues& out) {
  const int y = s.index_of(options.reference_year);
  double firms = 0, fast = 0, large = 0, fast_large = 0;
  for (std::size_t k = 0; k < s.year(y).size(); ++k) {
    const auto row = static_cast<std::int32_t>(k);
    if (!s.active(y, row)) continue;
    const bool is_fast = torch_gazelle(s, y, s.year(y).firm[k], row), is_large = s.year(y).revenue[k] >= kAboveScale;
    firms += 1, fast += is_fast;
    large += is_large, fast_large += is_large && is_fast;
  }
  out["gazelles"] = over(fast, firms);
  out["gazelles_above_scale"] = over(fast_large, large);
}

// Jobs at young firms: their share of all staff, and of the jobs that growing and new firms created in a year.
void young_jobs(const FactSample& s, const FactOptions& options, FactValues& out) {
  const int y = s.index_of(options.reference_year);
  const PanelYear& now = s.year(y);
  double staff = 0, young = 0, created = 0, young_created = 0;
  for (std::size_t k = 0; k < now.size(); ++k) {
    if (!s.active(y, static_cast<std::int32_t>(k))) continue;
    const std::int32_t r = y > 0 ? s.row(y - 1, now.firm[k]) : -1;
    const double before = s.active(y - 1, r) ? s.year(y - 1).employees[r] : 0;
    const double gained = now.employees[k] - before;
    const bool is_young = s.age(y, now.firm[k]) <= 5;
    staff += now.employees[k], young += is_young ? now.employees[k] : 0;
    if (gained > 0) created += gained, young_created += is_young ? gained : 0;
  }
  out["young_staff"] = over(young, staff), out["young_created"] = over(young_created, created);
}

}  // namespace

void measure_fast_growth(const FactSample& sample, const FactOptions& options, FactValues& out) {
  high_growth(sample, out);
  gazelles(sample, options, out);
  young_jobs(sample, options, out);
}

}  // namespace echelon
