#include "app/study_finish.hpp"

#include <cstdio>

#include "app/home.hpp"
#include "app/machine.hpp"
#include "app/page.hpp"
#include "app/study_document.hpp"
#include "engine/study/join.hpp"
#include "io/digest.hpp"
#include "io/hdf5/writer.hpp"
#include "report/study_report.hpp"

namespace echelon::app {

Exit finish_study(const Context& context, Results all, const std::filesystem::path& file, double seconds, int threads, double firm_quarters) {
  const std::size_t stop = stopping_point(all);
  if (stop > 0) cut_part(all, stop);
  conclude_study(all);
  all.provenance.erase("content");
  all.provenance["version"] = ECHELON_VERSION, all.provenance["commit"] = commit_of(home());
  all.provenance["compiler"] = compiler(), all.provenance["libraries"] = libraries();
  all.provenance["command"] = context.command_line, all.provenance["host"] = host_name(), all.provenance["finished"] = now_utc();
  all.provenance["threads"] = std::to_string(threads), all.provenance["seconds"] = fmt::format("{:.3f}", seconds);
  all.provenance["firm_quarters"] = fmt::format("{:.0f}", firm_quarters);
  write_results(all, file);
  const double rate = seconds > 0 ? firm_quarters / seconds / 1e6 : 0;
  return tell_study(context, all, file, fmt::format("{:.1f} s on {} threads, {:.1f} million firm-quarters/s, {:.0f} MB at most", seconds, threads, rate,
                                                    static_cast<double>(peak_memory_bytes()) / 1e6));
}

Exit tell_study(const Context& context, const Results& results, const std::filesystem::path& file, const std::string& remark) {
  const std::string hash = echelon::digest(results, false);
  if (context.options.json) {
    Json document = study_document(results);
    document["performance"] = {{"peak_memory_bytes", peak_memory_bytes()}};
    document["result"] = file.string(), document["digest"] = hash;
    if (!context.options.no_page) document["page"] = page_beside(file).string();
    print(document);
  } else {
    print(study_report(results, context.options.lang));
  }
  if (!context.options.quiet) std::fprintf(stderr, "\n%s  (%s)\ndigest %s\n", file.string().c_str(), remark.c_str(), hash.c_str());
  add_page(context, results, nullptr, hash, file);
  return results.attributes.at("failed") == "0" ? Exit::done : Exit::environment;
}

}  // namespace echelon::app
