#include "model/observation.hpp"

#include <limits>

#include "model/fields.hpp"
#include "model/scenario.hpp"
#include "model/uid.hpp"

namespace echelon {

namespace {

constexpr double kMoney = 1000;  // thousand CNY -> CNY
constexpr double kRatio = 1.0 / kOneInRecord;
constexpr const char* kTalent = "talent";
constexpr const char* kTracks = "tracks";
constexpr const char* kAttraction = "attraction";
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

int scheme_index(const Scenario& scenario, const std::string& id) {
  for (std::size_t i = 0; i < scenario.schemes.size(); ++i) {
    if (scenario.schemes[i].id == id) return static_cast<int>(i);
  }
  return -1;
}

int district_index(const Scenario& scenario, const std::string& id) {
  for (std::size_t i = 0; i < scenario.districts.size(); ++i) {
    if (scenario.districts[i].id == id) return static_cast<int>(i);
  }
  return -1;
}

int series_index(const std::string& name) {
  for (int i = 0; i < kSeries; ++i) {
    if (name == series_info()[i].name) return i;
  }
  return -1;
}

int step_of_year(Series s, int year) { return series_info()[static_cast<int>(s)].quarterly ? 4 * (year + 1) : year; }

}  // namespace

const std::array<SeriesInfo, kSeries>& series_info() {
  static const std::array<SeriesInfo, kSeries> info = {{
      {"firms", true, Axis::sector, 1, "1", "active technology firms", "科技企业数"},
      {"revenue", true, Axis::sector, kMoney, "CNY per year", "annualised measured revenue", "营业收入（年化）"},
      {"employment", true, Axis::sector, 1, "persons", "employees", "从业人员"},
      {"certificates", true, Axis::scheme, 1, "1", "titles valid at the end of the quarter", "有效资格数"},
      {"certified_firms", true, Axis::ladder, 1, "1", "unique firms on a ladder", "在梯队企业数（去重）"},
      {"dormant", true, Axis::none, 1, "1", "dormant firms", "休眠企业数"},
      {"certificates_applied", false, Axis::scheme, 1, "1 per year", "eligible applications handed in", "申报数"},
      {"certificates_passed", false, Axis::scheme, 1, "1 per year", "applications passed", "通过数"},
      {"certificates_granted", false, Axis::scheme, 1, "1 per year", "passages from not valid to valid", "新增有效资格"},
      {"certificates_renewed", false, Axis::scheme, 1, "1 per year", "renewals without a gap", "续期数"},
      {"certificates_lapsed", false, Axis::scheme, 1, "1 per year", "passages from valid to not valid but revocations",
       "失效数"},
      {"certificates_lapsed_closed", false, Axis::scheme, 1, "1 per year", "lapsed because the firm closed", "因注销失效数"},
      {"certificates_revoked", false, Axis::scheme, 1, "1 per year", "revoked", "撤销数"},
      {"certificates_moved_in", false, Axis::scheme, 1, "1 per year", "granted by moving in with the firm", "迁入数"},
      {"certificates_in_tracks", false, Axis::scheme, 1, "1", "titles of firms in 5+X tracks at year end",
       "未来产业企业有效资格数"},
      {"certificates_district", false, Axis::scheme_district, 1, "1", "titles by district at year end", "分区有效资格数"},
      {"firms_district", false, Axis::district, 1, "1", "active technology firms by district at year end",
       "分区科技企业数"},
      {"entries", false, Axis::channel, 1, "1 per year", "new firms by channel", "新进入企业"},
      {"exits", false, Axis::cause, 1, "1 per year", "firms that left by cause", "退出企业"},
      {"rd_real", false, Axis::sector, kMoney, "CNY per year", "real R&D", "真实研发投入"},
      {"rd_reported", false, Axis::sector, kMoney, "CNY per year", "reported R&D", "申报研发投入"},
      {"patents_filed", false, Axis::sector, 1, "1 per year", "inventions filed", "发明专利申请"},
      {"patents_granted", false, Axis::sector, 1, "1 per year", "inventions granted", "发明专利授权"},
      {"patents_valid", false, Axis::sector, 1, "1", "valid inventions at year end", "有效发明专利"},
      {"venture_invested", false, Axis::sector, kMoney, "CNY per year", "equity invested", "股权投资"},
      {"tax_paid", false, Axis::none, kMoney, "CNY per year", "corporate income tax", "企业所得税"},
      {"tax_local", false, Axis::none, kMoney, "CNY per year", "its share that stays in the province, city and districts", "企业所得税地方留成"},
      {"tax_forgone", false, Axis::relief, kMoney, "CNY per year", "income tax forgone; passes through no purse of the city", "企业所得税减免额"},
      {"relocated", false, Axis::none, 1, "1 per year", "attracted firms that left another place of the region", "区域内迁入企业"},
      {"attracted_supported", false, Axis::none, 1, "1 per year", "attracted firms that take a package, those that would have come anyway included", "获招引支持企业"},
      {"attracted_additional", false, Axis::none, 1, "1 per year", "attracted firms that would not have come without a package", "招引净增企业"},
      {"attraction_under_way", false, Axis::none, 1, "1", "firms that instruments deal with at year end: leads, talks, signed", "在谈招引项目", kAttraction},
      {"region_firms", false, Axis::none, 1, "1", "technology firms of the rest of the region at year end", "区域其他城市科技企业", kAttraction},
      {"consortia", false, Axis::consortium, 1, "1", "research consortia at year end", "创新联合体"},
      {"consortia_formed", false, Axis::consortium, 1, "1 per year", "research consortia formed", "新组建创新联合体"},
      {"consortium_members", false, Axis::consortium, 1, "1", "memberships of firms at year end", "联合体成员企业数"},
      {"carrier_space", false, Axis::none, 1, "m2", "start-up space at year end", "孵化载体面积"},
      {"carrier_space_used", false, Axis::none, 1, "m2", "of it, used", "在用孵化载体面积"},
      {"carrier_firms", false, Axis::none, 1, "1", "firms in carriers at year end", "在孵企业数"},
      {"carrier_admitted", false, Axis::none, 1, "1 per year", "firms admitted to carriers", "新入孵企业数"},
      {"carrier_left", false, Axis::none, 1, "1 per year", "firms that left carriers by themselves", "毕业企业数"},
      {"platforms_opened", false, Axis::none, 1, "1 per year", "platforms opened by policy", "新建成创新平台数"},
      {"platform_projects", false, Axis::none, 1, "1 per year", "projects of firms at platforms", "平台服务项目数"},
      {"platform_asked", false, Axis::none, 1, "1 per year", "projects that firms asked platforms for", "平台服务申请数"},
      {"budget", false, Axis::instrument, kMoney, "CNY per year", "cap of the budget line; negative: none known", "预算"},
      {"outlay", false, Axis::instrument, kMoney, "CNY per year", "paid", "支出"},
      {"arrears", false, Axis::instrument, kMoney, "CNY", "claims due or coming at year end", "待付"},
      {"paid_in_district", false, Axis::district, kMoney, "CNY per year", "paid to firms of the district, by all payers", "区内企业获得财政资金"},
      {"paid_by_district", false, Axis::district, kMoney, "CNY per year", "of it, the district's own part", "区级财政承担部分"},
      {"rd_people", true, Axis::family, 1, "persons", "people who can do R&D", "研发人才存量", kTalent},
      {"rd_posts", true, Axis::family, 1, "persons", "R&D posts that firms would fill", "研发岗位需求", kTalent},
      {"rd_people_employed", true, Axis::family, 1, "persons", "R&D posts filled", "研发在岗人数", kTalent},
      {"rd_wage_index", true, Axis::family, kRatio, "1", "wage of R&D people over its trend", "研发工资指数", kTalent},
      {"rd_fill_ratio", true, Axis::family, kRatio, "1", "posts filled over posts", "研发岗位满足率", kTalent},
      {"rd_people_graduated", false, Axis::family, 1, "persons per year", "graduates who stay for R&D", "留锡毕业生", kTalent},
      {"rd_people_arrived", false, Axis::family, 1, "persons per year", "R&D people who move in", "研发人才流入", kTalent},
      {"rd_people_left", false, Axis::family, 1, "persons per year", "R&D people who retire, move away or stop", "研发人才流出", kTalent},
      {"vice_presidents", false, Axis::none, 1, "1 per year", "technology vice-presidents placed in firms", "科技副总", kTalent},
      {"talents_or_teams", false, Axis::none, 1, "1 per year", "experts or teams that came by a package; a team counts once", "新增人才（团队）", kTalent},
      {"talent_teams", false, Axis::none, 1, "1 per year", "leading teams that came by a package", "领军人才团队", kTalent},
      {"talent_teams_in_tracks", false, Axis::none, 1, "1 per year", "of these, at firms of a 5+X track", "未来产业领军人才团队", kTalent},
      {"track_firms", true, Axis::track, 1, "1", "active firms of a 5+X track", "未来产业企业数", kTracks},
      {"track_revenue", true, Axis::track, kMoney, "CNY per year", "annualised measured revenue of the firms of a track", "未来产业营业收入（年化）", kTracks},
      {"track_readiness", true, Axis::track, kRatio, "1", "how ready the world is for the track", "技术成熟度", kTracks},
      {"track_capability", true, Axis::track, kRatio, "1", "what the city can do in the track", "本地能力", kTracks},
      {"track_hype", true, Axis::track, kRatio, "1", "expectations of the track", "预期热度", kTracks},
      {"track_pull", true, Axis::track, kRatio, "1 per year", "what demand adds to the growth of a track's firms", "需求拉动", kTracks},
      {"track_entries", false, Axis::track, 1, "1 per year", "firms of other fields that entered the track", "转入赛道企业数", kTracks},
      {"track_parks_opened", false, Axis::none, 1, "1 per year", "special parks of future industries opened", "新建成未来产业特色园区", kTracks},
      {"loans_granted", false, Axis::sector, kMoney, "CNY per year", "loans granted by banks", "发放贷款"},
      {"loans_outstanding", false, Axis::none, kMoney, "CNY", "loans outstanding at year end", "贷款余额"},
      {"loans_guaranteed", false, Axis::none, kMoney, "CNY per year", "loans granted under a risk-compensation pool", "风险补偿资金池项下贷款"},
      {"loans_lost", false, Axis::none, kMoney, "CNY per year", "loans lost by banks before compensation", "贷款损失"},
      {"loans_compensated", false, Axis::none, kMoney, "CNY per year", "losses that a pool takes over", "风险补偿额"},
      {"loan_count", false, Axis::none, 1, "1 per year", "loans granted", "贷款笔数"},
      {"loan_defaults", false, Axis::none, 1, "1 per year", "loans that were not paid back in full", "违约笔数"},
      {"pledge_loans", false, Axis::none, 1, "1 per year", "loans that rest on intellectual property", "知识产权质押融资项目"},
      {"pledge_amount", false, Axis::none, kMoney, "CNY per year", "their amount", "知识产权质押融资金额"},
      {"guidance_called", false, Axis::none, kMoney, "CNY per year", "public capital called by guidance funds", "引导基金财政到位"},
      {"guidance_private", false, Axis::none, kMoney, "CNY per year", "private capital that came in beside it", "引导基金社会资本到位"},
      {"guidance_invested", false, Axis::sector, kMoney, "CNY per year", "equity invested by guidance funds, part of venture_invested", "引导基金投资"},
      {"financed", false, Axis::scheme, 1, "1", "holders that owe a bank or raised equity within three years, at year end", "获得信贷或股权融资的持证企业"},
  }};
  return info;
}

bool room_on(const Scenario& scenario, const char* room) {
  const auto it = scenario.rooms.find(room);
  return it == scenario.rooms.end() || it->second;
}

bool talent_on(const Scenario& scenario) { return !scenario.skill_families.empty() && room_on(scenario, kTalent); }

bool tracks_on(const Scenario& scenario) { return !scenario.tracks.empty() && room_on(scenario, kTracks); }

bool recorded(const SeriesInfo& info, const Scenario& scenario) {
  const std::string_view room = info.room;
  if (room == kAttraction) return room_on(scenario, kAttraction);
  return room.empty() || (room == kTracks ? tracks_on(scenario) : talent_on(scenario));
}

Record::Record(const Scenario& scenario) : quarters_(scenario.horizon.quarters()), years_(scenario.horizon.years()) {
  const auto size_of = [&](Axis axis) -> int {
    switch (axis) {
      case Axis::none: return 1;
      case Axis::sector: return static_cast<int>(scenario.sectors.size());
      case Axis::scheme: return static_cast<int>(scenario.schemes.size());
      case Axis::ladder: return static_cast<int>(scenario.ladders.size());
      case Axis::channel: return talent_on(scenario) ? kChannels : kChannels - 1;  // talent is the last one
      case Axis::cause: return kCauses;
      case Axis::instrument: return static_cast<int>(scenario.instruments.size());
      case Axis::district: return static_cast<int>(scenario.districts.size());
      case Axis::consortium: return kConsortiumKinds;
      case Axis::relief: return kReliefs;
      case Axis::scheme_district: return static_cast<int>(scenario.schemes.size() * scenario.districts.size());
      case Axis::family: return static_cast<int>(scenario.skill_families.size());
      case Axis::track: return static_cast<int>(scenario.tracks.size());
    }
    return 1;
  };
  for (int s = 0; s < kSeries; ++s) {
    width_[s] = recorded(series_info()[s], scenario) ? size_of(series_info()[s].axis) : 0;
    data_[s].assign(static_cast<std::size_t>(width_[s]) * steps(static_cast<Series>(s)), 0);
  }
  rd_gdp.assign(years_, 0), city_grants.assign(years_, 0), city_valid.assign(years_, 0);
}

int Record::steps(Series s) const { return series_info()[static_cast<int>(s)].quarterly ? quarters_ + 1 : years_; }

std::int64_t Record::total(Series s, int step) const {
  std::int64_t sum = 0;
  for (int i = 0; i < width(s); ++i) sum += at(s, step, i);
  return sum;
}

std::vector<std::string> record_series() {
  std::vector<std::string> names = {"rd_gdp", "gdp", "track_scale", "patents_granted", "patents_valid"};
  for (const SeriesInfo& info : series_info()) names.emplace_back(info.name);
  return names;
}

namespace {

double read_series(const std::string& series, const Record& r, const Scenario& scenario, int year) {
  if (series == "patents_granted") return static_cast<double>(r.city_grants[year]);
  if (series == "patents_valid") return static_cast<double>(r.city_valid[year]);
  const int scheme = scheme_index(scenario, series);
  if (scheme >= 0) return static_cast<double>(r.at(Series::certificates, 4 * (year + 1), scheme));
  const std::size_t dot = series.find('.');
  if (dot != std::string::npos) {
    const int part = scheme_index(scenario, series.substr(0, dot));
    const int district = district_index(scenario, series.substr(dot + 1));
    if (part < 0 || district < 0) return kNan;
    const int i = part * static_cast<int>(scenario.districts.size()) + district;
    return static_cast<double>(r.at(Series::certificates_district, year, i));
  }
  const int index = series_index(series);
  if (index < 0) return kNan;
  if (!recorded(series_info()[index], scenario)) return kNan;
  const Series s = static_cast<Series>(index);
  return static_cast<double>(r.total(s, step_of_year(s, year))) * series_info()[index].unit_scale;
}

}  // namespace

double observe_series(const std::string& series, const Record& r, const Scenario& scenario, int year) {
  if (year < 0 || year >= r.years()) return kNan;
  if (series == "rd_gdp") return r.rd_gdp[year];
  if (series == "gdp") return r.gdp[year];
  if (series == "track_scale") return r.track_scale.empty() ? kNan : r.track_scale[year];
  const int index = series_index(series);
  // A ratio of the city is the plain mean of its families' or tracks', whatever part of the city is simulated.
  if (index >= 0 && series_info()[index].unit_scale == kRatio)
    return read_series(series, r, scenario, year) / r.width(static_cast<Series>(index));
  // A quick look at a part of the city is blown up to the whole city.
  return read_series(series, r, scenario, year) / scenario.scale;
}

std::span<const Field> observation_fields() {
  static const Field fields[] = {
      ECHELON_FIELD(observation, rd_coverage, "", "%", 0, 2, "share of modelled firms' reported R&D that statistics count",
                    "研发统计覆盖率"),
      ECHELON_FIELD(observation, rd_outside, "", "%", 0, 0.95, "share of firms' R&D outside the model", "模型外企业研发占比"),
      ECHELON_FIELD(observation, rd_non_firm, "", "%", 0, 0.95, "share of R&D done outside firms", "非企业研发占比"),
      ECHELON_FIELD(observation, patent_firm_share, "", "%", 0.05, 1, "firms' share of the city's invention grants",
                    "企业授权占比"),
      ECHELON_FIELD(observation, patent_covered, "", "%", 0.05, 1, "modelled firms' share of firms' invention grants",
                    "模型企业授权占比"),
  };
  return fields;
}

}  // namespace echelon
