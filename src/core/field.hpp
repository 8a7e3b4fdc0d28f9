#pragma once

namespace echelon {

// A parameter is declared once in code (this) and valued once in YAML. `path` is `<room>.<name>`; the room is also the
// stem of its file in config/parameters. `low` and `high` bound what a user may give, whatever the prior says.
template <class Owner>
struct FieldOf {
  const char* path;
  const char* symbol;
  const char* unit;  // CNY, million CNY, %, per year, per quarter, years, quarters, persons, firms, 1
  double low;
  double high;
  const char* en;
  const char* zh;
  double& (*ref)(Owner&);
};

}  // namespace echelon
