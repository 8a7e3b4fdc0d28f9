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

// One line of a room's table: ECHELON_FIELD(growth, sigma, "σ₀", "per sqrt year", 0.05, 0.8, "…", "…").
#define ECHELON_FIELD(room, name, symbol, unit, low, high, en, zh)                                                 \
  {                                                                                                                \
#room "." #name, symbol, unit, low, high, en, zh, [](Parameters & p) -> double& { return p.room.name.v; } \
  }
