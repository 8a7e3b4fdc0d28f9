// What no single file can know: whether the names that files use for one another exist.
#include <algorithm>
#include <set>

#include "io/library.hpp"
#include "model/observation.hpp"

namespace echelon {
namespace {

class Checker {
 public:
  Checker(const Vocabulary& vocabulary, const Library& library, Problems& problems)
      : words_(vocabulary), library_(library), s_(library.scenario), problems_(problems) {
    for (const Scheme& x : s_.schemes) schemes_.push_back(x.id);
    for (const Ladder& x : s_.ladders) ladders_.push_back(x.id);
    for (const District& x : s_.districts) districts_.push_back(x.id);
    for (const Sector& x : s_.sectors) sectors_.push_back(x.id);
    for (const Track& x : s_.tracks) tracks_.push_back(x.id);
    for (const Scheme& x : s_.schemes)
      for (const ScoreTable& t : x.scores) {
        fields_.push_back(t.field);
        for (const ScoreItem& i : t.items) fields_.push_back("score_item_" + i.item);
      }
    fields_.insert(fields_.end(), words_.rule_fields.begin(), words_.rule_fields.end());
    series_ = words_.series;
    series_.insert(series_.end(), schemes_.begin(), schemes_.end());
  }

  void run() {
    for (const Scheme& x : s_.schemes) scheme(x);
    for (const Ladder& x : s_.ladders) ladder(x);
    for (const auto& [id, x] : library_.instruments) instrument(x);
    for (const Programme& p : library_.programmes) programme(p);
    for (const Register& r : library_.registers)
      for (const Target& t : r.targets) target(t);
    for (const Observation& o : s_.observations) observation(o);
    citations();
  }

 private:
  static bool in(const std::string& name, const std::vector<std::string>& list) {
    return std::find(list.begin(), list.end(), name) != list.end();
  }

  void unless(bool ok, const SourcePos& where, const std::string& what, const std::string& why, const std::string& name,
              const std::vector<std::string>& known) {
    if (!ok) problems_.add(where, what, why, nearest(name, known));
  }

  void field(const std::string& name, const SourcePos& where) {
    unless(name.empty() || in(name, fields_), where, "unknown field `" + name + "`",
           name.starts_with("score_") ? "no score table of any scheme defines it" : "no rule can look at it", name,
           fields_);
  }

  void scheme(const Scheme& x) {
    for (const RuleVersion& v : x.versions)
      for (const Condition& c : v.conditions) {
        field(c.field, c.where);
        for (const Term& t : c.when) field(t.field, c.where);
      }
    for (const ScoreTable& t : x.scores)
      for (const ScoreItem& i : t.items)
        if (!i.field.starts_with("grade:")) field(i.field, x.where);
    field(x.score_field, x.where);
    unless(in(x.ladder, ladders_), x.where, "the scheme `" + x.id + "` stands on the unknown ladder `" + x.ladder + "`",
           "config/ladders does not hold it", x.ladder, ladders_);
  }

  void programme(const Programme& x) {
    std::vector<std::string> shelf, rooms;
    for (const auto& [id, instrument] : library_.instruments) shelf.push_back(id);
    for (const ParameterDeclaration& d : words_.rooms) rooms.push_back(d.path.substr(0, d.path.find('.')));
    for (const std::string& id : x.instruments)
      unless(in(id, shelf), x.where, "the programme `" + x.id + "` names the unknown instrument `" + id + "`", "it would carry nothing", id, shelf);
    for (const std::string& id : x.rooms)
      unless(in(id, rooms), x.where, "the programme `" + x.id + "` names the unknown room `" + id + "`", "it would carry nothing", id, rooms);
  }

  void ladder(const Ladder& x) {
    const auto it = library_.where.find("ladder " + x.id);
    const SourcePos where = it == library_.where.end() ? SourcePos{} : it->second;
    std::set<std::string> seen;
    for (const std::string& rung : x.rungs) {
      unless(in(rung, schemes_), where, "the ladder `" + x.id + "` has the unknown rung `" + rung + "`",
             "a rung is a scheme", rung, schemes_);
      if (!seen.insert(rung).second)
        problems_.add(where, "the rung `" + rung + "` stands twice in the ladder `" + x.id + "`",
                      "a firm stands on one rung");
    }
  }

  void instrument(const Instrument& x) {
    unless(x.scheme.empty() || in(x.scheme, schemes_), x.where,
           "the instrument `" + x.id + "` names the unknown scheme `" + x.scheme + "`", "it would never act", x.scheme,
           schemes_);
    for (const std::string& sector : x.sectors)
      unless(in(sector, sectors_), x.where, "the instrument `" + x.id + "` names the unknown sector `" + sector + "`",
             x.kind == InstrumentKind::guidance_fund ? "it would buy into nothing of it" : "nobody of it could lead", sector, sectors_);
    for (const std::string& track : x.tracks)
      unless(in(track, tracks_), x.where, "the instrument `" + x.id + "` names the unknown track `" + track + "`",
             "it would support nobody", track, tracks_);
    for (const std::string& district : x.districts)
      unless(in(district, districts_), x.where, "the instrument `" + x.id + "` names the unknown district `" + district + "`",
             "it would pay nobody there", district, districts_);
  }

  void target(const Target& t) {
    const Metric& m = t.metric;
    if (m.kind == "count")
      unless(in(m.of, schemes_), t.where, "the target `" + t.id + "` counts the unknown scheme `" + m.of + "`",
             "`count` takes a scheme", m.of, schemes_);
    else if (m.kind == "unique")
      unless(in(m.of, ladders_), t.where, "the target `" + t.id + "` looks at the unknown ladder `" + m.of + "`",
             "`unique` takes a ladder", m.of, ladders_);
    else if (m.kind != "none" && !m.of.empty()) series(m.of, "the target `" + t.id + "`", t.where);
    if (!m.over.empty()) series(m.over, "the target `" + t.id + "`", t.where);
    for (std::size_t at = 0; at < m.select.size();) {
      const std::size_t end = std::min(m.select.find(',', at), m.select.size());
      selection(m.select.substr(at, end - at), t);
      at = end + 1;
    }
  }

  // hte, entries, or hte.xinwu for one district.
  void series(const std::string& name, const std::string& who, const SourcePos& where) {
    const std::size_t dot = name.rfind('.');
    const bool district =
        dot != std::string::npos && in(name.substr(0, dot), series_) && in(name.substr(dot + 1), districts_);
    std::vector<std::string> known = series_;
    for (const std::string& s : schemes_)
      for (const std::string& d : districts_) known.push_back(s + "." + d);
    unless(in(name, series_) || in(name, ladders_) || district, where,
           who + " looks at the unknown series `" + name + "`", "the record of a run has no such variable", name,
           known);
  }

  void selection(const std::string& text, const Target& t) {
    const std::size_t equals = text.find('=');
    const std::string key = text.substr(0, equals), value = equals == std::string::npos ? "" : text.substr(equals + 1);
    static const std::vector<std::string> channels{"organic", "spin_off", "attracted", "talent"};
    static const std::vector<std::string> consortia(std::begin(consortium_kinds), std::end(consortium_kinds));
    const std::vector<std::string>* known = key == "channel"    ? &channels
                                            : key == "sector"   ? &sectors_
                                            : key == "district" ? &districts_
                                            : key == "track"    ? &tracks_
                                            : key == "consortium" ? &consortia
                                                                : nullptr;
    if (!known || value.empty())
      problems_.add(t.where, "the target `" + t.id + "` selects by `" + text + "`",
                    "a selection is channel=, sector=, district=, track= or consortium= and a name");
    else
      unless(value == "any" || in(value, *known), t.where,
             "the target `" + t.id + "` selects the unknown " + key + " `" + value + "`", "nothing would be counted",
             value, *known);
  }

  void observation(const Observation& o) {
    const auto it = library_.where.find("observation " + o.id);
    series(o.series, "the observation `" + o.id + "`", it == library_.where.end() ? SourcePos{} : it->second);
  }

  // Row ids that are cited must be in the bibliography, when there is one.
  void citations() {
    if (library_.sources.empty()) return;
    for (const auto& [text, where] : library_.citations)
      for (const std::string& id : Bibliography::cited(text))
        unless(library_.sources.find(id) != nullptr, where, "the source `" + id + "` is not in config/sources.yaml",
               "nobody could look it up", id, library_.sources.ids());
  }

  const Vocabulary& words_;
  const Library& library_;
  const Scenario& s_;
  Problems& problems_;
  std::vector<std::string> schemes_, ladders_, districts_, sectors_, tracks_, fields_, series_;
};

}  // namespace

void cross_check(const Vocabulary& vocabulary, const Library& library, Problems& problems) {
  Checker(vocabulary, library, problems).run();
}

}  // namespace echelon
