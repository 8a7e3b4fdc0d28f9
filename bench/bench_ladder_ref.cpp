// Firm-steps per second of ladder-ref for every instruction set and the scalar oracle, as JSON lines: the median of
// several interleaved rounds. ./bench_ladder_ref [rounds] [firms] [steps]
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>
#include <vector>

#include "core/cpu.hpp"
#include "engine/reference/ladder_ref.hpp"

using namespace echelon;

namespace {

void print(const std::string& isa, const LadderRefResult& r, double median, int firms, int steps) {
  std::printf("{\"implementation\": \"echelon %s\", \"firms\": %d, \"steps\": %d, \"firm_steps_per_second\": %.4g, ",
              isa.c_str(), firms, steps, median);
  std::printf("\"a\": [%ld, %ld, %ld, %ld, %ld], \"b\": [%ld, %ld, %ld, %ld], \"mean_x\": %.6f, \"exits\": %ld, ", r.a[0],
              r.a[1], r.a[2], r.a[3], r.a[4], r.b[0], r.b[1], r.b[2], r.b[3], r.mean_x, r.exits);
  std::printf("\"fallbacks\": %d}\n", r.fallbacks);
}

}  // namespace

int main(int argc, char** argv) {
  const int rounds = argc > 1 ? std::atoi(argv[1]) : 9;
  const int firms = argc > 2 ? std::atoi(argv[2]) : 100000;
  const int steps = argc > 3 ? std::atoi(argv[3]) : 48;
  std::vector<std::string> kinds = {"scalar", "baseline"};
  for (Isa isa : {Isa::avx2, Isa::avx512})
    if (available(isa)) kinds.push_back(name(isa));
  std::map<std::string, std::vector<double>> rates;
  std::map<std::string, LadderRefResult> last;
  for (int round = 0; round < rounds; ++round)
    for (const auto& kind : kinds) {
      if (kind == "scalar" && round > 2) continue;
      last[kind] = run_ladder_ref(kind, 1, firms, steps);
      rates[kind].push_back(last[kind].firm_steps_per_second);
    }
  for (const auto& kind : kinds) {
    auto& r = rates[kind];
    std::nth_element(r.begin(), r.begin() + static_cast<std::ptrdiff_t>(r.size() / 2), r.end());
    print(kind, last[kind], r[r.size() / 2], firms, steps);
  }
}
