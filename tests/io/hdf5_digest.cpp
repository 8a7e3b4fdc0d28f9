// The digest: published vectors of SHA-256, what enters and what does not.
#include <catch2/catch.hpp>
#include <algorithm>

#include "io/digest.hpp"
#include "io/digest_sha256.hpp"
#include "io/hdf5_sample.hpp"

using namespace echelon;

namespace {

ResultVariable& variable(Results& results, const std::string& name) {
  return *std::find_if(results.variables.begin(), results.variables.end(),
                       [&](const ResultVariable& v) { return v.name == name; });
}

}  // namespace

TEST_CASE("SHA-256 gives the published digests of FIPS 180-4") {
  CHECK(sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(sha256("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  Sha256 million;
  for (int i = 0; i < 1000; ++i) million.add(std::string(1000, 'a'));
  CHECK(million.hex() == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST_CASE("the digest does not depend on order, provenance or wording") {
  const Results first = sample::results();
  Results second = first;
  std::reverse(second.variables.begin(), second.variables.end());
  second.provenance["finished"] = "another day";
  variable(second, "outlay").long_name = "paid out";
  CHECK(digest(first, false) == digest(second, false));
}

TEST_CASE("the digest sees every value, unit, name, dimension and attribute") {
  const std::string base = digest(sample::results(), false);
  const auto changed = [&](const auto& change) {
    Results other = sample::results();
    change(other);
    return digest(other, false) != base;
  };
  CHECK(changed([](Results& r) { std::get<std::vector<double>>(variable(r, "outlay").data)[3] += 1e-9; }));
  CHECK(changed([](Results& r) { std::get<std::vector<std::int64_t>>(variable(r, "certificates").data)[0] = 1; }));
  CHECK(changed([](Results& r) { variable(r, "outlay").units = "USD per year"; }));
  CHECK(changed([](Results& r) { variable(r, "outlay").name = "outlays"; }));
  CHECK(changed([](Results& r) { std::swap(variable(r, "outlay").dims[0], variable(r, "outlay").dims[1]); }));
  CHECK(changed([](Results& r) { std::get<sample::Texts>(r.dimensions[3].values)[0] = "HTE"; }));
  CHECK(changed([](Results& r) { r.attributes["seed"] = "8"; }));
  CHECK(changed([](Results& r) { variable(r, "scale").data = std::vector<float>{1}; }));
}

TEST_CASE("texts cannot flow into their neighbours") {
  Results a = sample::results(), b = a;
  variable(a, "scheme_name").data = sample::Texts{"ab", "c"};
  variable(b, "scheme_name").data = sample::Texts{"a", "bc"};
  CHECK(digest(a, false) != digest(b, false));
}

TEST_CASE("the world's digest leaves out instruments, parameters and the scenario's name") {
  Results other = sample::results();
  std::get<std::vector<double>>(variable(other, "outlay").data)[0] = 5;
  std::get<std::vector<double>>(variable(other, "parameter_value").data)[0] = 5;
  for (ResultDimension& dimension : other.dimensions) {
    if (dimension.name == "instrument") dimension.values = sample::Texts{"another"};
  }
  other.attributes["scenario"] = "another";
  CHECK(digest(other, true) == digest(sample::results(), true));
  std::get<std::vector<std::int64_t>>(variable(other, "certificates").data)[0] += 1;
  CHECK(digest(other, true) != digest(sample::results(), true));
}
