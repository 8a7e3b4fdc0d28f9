#include "model/processes/exit.hpp"

#include <algorithm>

#include "model/fields.hpp"

namespace echelon {

namespace {

double between(double from, double to, double t) { return from + (to - from) * (t < 0 ? 0 : (t > 1 ? 1 : t)); }

double rate_of(double yearly_hazard) { return -vlog1p(-yearly_hazard) / 4; }

}  // namespace

double registry_hazard(const ExitParams& p, int age_quarters) {
  const double a = age_quarters / 4.0;
  if (a < 1) return p.hazard_1.v;
  if (a < 2) return p.hazard_2.v;
  if (a < 3) return p.hazard_3.v;
  if (a < 7) return between(p.hazard_4.v, p.hazard_7.v, (a - 3) / 4);
  if (a < 10) return between(p.hazard_8.v, p.hazard_10.v, (a - 7) / 3);
  return between(p.hazard_10.v, p.hazard_old.v, (a - 10) / 10);
}

ExitTables tabulate(const ExitParams& p) {
  ExitTables t;
  const double first = 1 - vexp(0.25 * vlog1p(-p.dormant_first.v));
  const double later = 1 - vexp(-rate_of(p.dormant_later.v));
  const double wake = 1 - vexp(-rate_of(p.wake.v));
  const double dormant = 1 - vexp(-rate_of(p.dormant_exit.v));
  double share = 0;  // d(a): dormant share of those still registered
  for (int a = 0; a < kAgeTable; ++a) {
    // (X3)
    const double registry = registry_hazard(p, a) * (1 - p.insolvency_share.v);
    const double active = (registry - share * p.dormant_exit.v) / (1 - share);
    const double floor = 0.1 * registry;
    const double hazard = active > floor ? active : floor;
    const double years = a / 4.0 < 20 ? a / 4.0 : 20;
    const double scale = vexp(p.size_exponent.v * (vlog(p.reference_sales.v) + p.reference_growth.v * years));
    t.active[a] = static_cast<float>(rate_of(hazard) * scale);
    const double fall = a < kFirstQuarters ? first : later;
    const double stay_active = (1 - share) * (1 - hazard / 4);
    const double stay_dormant = share * (1 - dormant);
    const double now = stay_dormant * (1 - wake) + stay_active * fall;
    share = now / (stay_active + stay_dormant);
  }
  t.dormant_exit = static_cast<float>(dormant);
  t.wake = static_cast<float>(wake);
  t.minus_omega = static_cast<float>(-p.size_exponent.v);
  t.innovator = static_cast<float>(p.innovator.v);
  t.insolvent = static_cast<float>(p.insolvent_exit.v);
  t.most_active = *std::max_element(t.active, t.active + kAgeTable);
  t.falls_first = static_cast<float>(first), t.falls_later = static_cast<float>(later);
  return t;
}

std::span<const Field> exit_fields() {
  static const Field fields[] = {
      ECHELON_FIELD(exit, hazard_1, "h⁰", "per year", 0, 0.5, "registry hazard in the first year", "第1年死亡率"),
      ECHELON_FIELD(exit, hazard_2, "h⁰", "per year", 0, 0.5, "registry hazard in the second year", "第2年死亡率"),
      ECHELON_FIELD(exit, hazard_3, "h⁰", "per year", 0, 0.5, "registry hazard in the third year", "第3年死亡率"),
      ECHELON_FIELD(exit, hazard_4, "h⁰", "per year", 0, 0.5, "registry hazard at the start of year 4", "第4年死亡率"),
      ECHELON_FIELD(exit, hazard_7, "h⁰", "per year", 0, 0.5, "registry hazard at the end of year 7", "第7年死亡率"),
      ECHELON_FIELD(exit, hazard_8, "h⁰", "per year", 0, 0.5, "registry hazard at the start of year 8", "第8年死亡率"),
      ECHELON_FIELD(exit, hazard_10, "h⁰", "per year", 0, 0.5, "registry hazard at ten years", "第10年死亡率"),
      ECHELON_FIELD(exit, hazard_old, "h⁰", "per year", 0, 0.5, "registry hazard after twenty years", "20年后死亡率"),
      ECHELON_FIELD(exit, size_exponent, "ω", "1", 0, 1, "how fast the hazard falls with size", "规模弹性"),
      ECHELON_FIELD(exit, reference_sales, "", "million CNY", 0.1, 100, "sales of a newborn firm at which size is neutral",
                    "基准销售额"),
      ECHELON_FIELD(exit, reference_growth, "", "per year", 0, 0.3, "growth of the neutral size with age", "基准增长"),
      ECHELON_FIELD(exit, local_level, "m", "1", 0.1, 2, "Wuxi's hazard relative to the national registry", "本地水平"),
      ECHELON_FIELD(exit, innovator, "", "1", 0.3, 1.5, "hazard of a firm that holds inventions, relative", "创新企业相对死亡率"),
      ECHELON_FIELD(exit, cycle, "κz", "1", 0, 50, "how the hazard moves with the city's growth shock", "周期弹性"),
      ECHELON_FIELD(exit, dormant_first, "δ₁", "%", 0, 0.6, "share of newborn firms dormant within a year", "首年休眠率"),
      ECHELON_FIELD(exit, dormant_later, "δ", "per year", 0, 0.3, "rate of falling dormant later", "后续休眠率"),
      ECHELON_FIELD(exit, dormant_exit, "hD", "per year", 0, 0.8, "registry hazard of a dormant firm", "休眠企业死亡率"),
      ECHELON_FIELD(exit, wake, "", "per year", 0, 0.5, "rate at which a dormant firm wakes", "复苏率"),
      ECHELON_FIELD(exit, insolvent_exit, "", "per quarter", 0, 1, "exit of a firm without cash for two quarters", "资不抵债退出"),
      ECHELON_FIELD(exit, insolvency_share, "", "%", 0, 1, "share of registry deaths that are insolvencies", "破产占比"),
  };
  return fields;
}

}  // namespace echelon
