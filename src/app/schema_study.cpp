// Studies: those that `echelon study` runs, and calibrations.
#include "app/schema.hpp"
#include "engine/study/study.hpp"

namespace echelon::app {
namespace {

// {low: ..., high: ..., source: ...}, or a list of equally likely values.
Json varied() {
  const Json value = any_of({any_number(), on_off()});
  return any_of({object({{"low", any_number()}, {"high", any_number()}, {"source", text()}}, {"low", "high", "source"}), list_of(value)});
}

Json section(bool all) {
  const Json map{{"type", "object"}, {"additionalProperties", varied()}};
  return all ? any_of({one_of({"all"}), list_of(text()), map}) : any_of({list_of(text()), map});
}

Json texts() { return any_of({text(), list_of(text())}); }

Json outcomes() {
  const Json own = object({{"of", text()}, {"goal", any_number()}, {"source", text()}}, {"of", "goal", "source"});
  return any_of({one_of({"targets"}), list_of(any_of({text(), own}))});
}

Json correlation() {
  const Json pair = list_of(text());
  return object({{"between", pair}, {"rank", any_number()}, {"source", text()}}, {"between", "rank", "source"});
}

Json sizes() {
  Json keys = Json::object();
  for (const char* key : {"points", "base_rows", "trajectories", "levels", "slices", "resamples"}) keys[key] = count(2);
  for (const char* key : {"seeds_per_point", "shard"}) keys[key] = count(1);
  return keys;
}

Json study(const Shelf& shelf) {
  Json keys = sizes();
  const Json map_of_texts{{"type", "object"}, {"additionalProperties", texts()}};
  keys.update(Json{{"echelon", {{"const", 1}}},
                   {"study", one_of({std::begin(study_kinds), std::end(study_kinds)})},
                   {"name", names()},
                   {"question", question()},
                   {"source", text()},
                   {"scenario", described("a scenario's file or stem", any_of({one_of(shelf.scenarios), text()}))},
                   {"scenarios", described("the reference first", list_of(any_of({one_of(shelf.scenarios), text()})))},
                   {"horizon", horizon()},
                   {"scale", number_in({"1"}, true)},
                   {"ensemble", one_of(shelf.ensembles)},
                   {"set", texts()},
                   {"uncertainties", section(true)},
                   {"levers", section(false)},
                   {"others", one_of({"fixed", "drawn"})},
                   {"groups", any_of({one_of({"rooms"}), map_of_texts})},
                   {"table", described("a CSV file beside the study", text())},
                   {"players", map_of_texts},
                   {"orders", one_of({"all", "sampled"})},
                   {"correlations", list_of(correlation())},
                   {"outcomes", outcomes()},
                   {"constraints", texts()},
                   {"stop", object({{"outcome", text()}, {"half_width", number_in({"%"}, false)}}, {"outcome", "half_width"})},
                   {"design", one_of({"random", "latin-hypercube", "sobol"})},
                   {"second_order", Json{{"type", "boolean"}}},
                   {"level", number_in({"%"}, false)},
                   {"precision", number_in({"1"}, true)},
                   {"luck", one_of({"own", "common", "factor"})},
                   {"macro_path", one_of({"luck", "common", "factor"})},
                   {"seed", count(0)}});
  return object(keys, {"echelon", "study", "name", "source", "outcomes", "shard", "level", "resamples", "seed"});
}

Json calibration(const Shelf& shelf) {
  Json keys{{"echelon", {{"const", 1}}},
            {"study", one_of({"calibrate"})},
            {"name", names()},
            {"scenario", any_of({one_of(shelf.scenarios), text()})},
            {"source", text()},
            {"use", one_of({"fit-2021", "fit-all"})},
            {"known_until", year()},
            {"horizon", horizon()},
            {"scale", number_in({"%"}, true)},
            {"free", texts()},
            {"hold_others", Json{{"type", "boolean"}}},
            {"cutoff", number_in({"1"}, true)},
            {"ridge", number_in({"1"}, true)},
            {"confounded", list_of(list_of(text()))},
            {"ensemble", identifier()},
            {"table", object({{"horizon", horizon()}, {"scale", number_in({"%"}, true)}, {"replicates", count(2)}}, {"horizon", "scale", "replicates"})},
            {"seed", count(0)}};
  for (const char* key : {"warm_up", "planted", "candidates"}) keys[key] = count(0);
  for (const char* key : {"waves", "thin", "worlds", "nth", "keep"}) keys[key] = count(1);
  for (const char* key : {"first_wave", "next_waves"}) keys[key] = count(10);
  return object(keys, {"echelon", "study", "name", "scenario", "source", "use", "horizon", "scale", "waves", "seed"});
}

}  // namespace

Json study_schema(const Shelf& shelf) {
  Json is_calibration{{"properties", {{"study", {{"const", "calibrate"}}}}}, {"required", {"study"}}};
  return {{"if", is_calibration}, {"then", calibration(shelf)}, {"else", study(shelf)}};
}

}  // namespace echelon::app
