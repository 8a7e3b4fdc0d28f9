#pragma once
// The declaration tables of the rooms, one function a room.
#include <span>

#include "core/field.hpp"
#include "model/parameters.hpp"

namespace echelon {

using Field = FieldOf<Parameters>;
using SchemeField = FieldOf<SchemeParams>;

std::span<const Field> macro_fields();
std::span<const Field> loans_fields();
std::span<const Field> population_fields();
std::span<const Field> attraction_fields();
std::span<const Field> entry_fields();
std::span<const Field> growth_fields();
std::span<const Field> guidance_fields();
std::span<const Field> exit_fields();
std::span<const Field> finance_fields();
std::span<const Field> research_fields();
std::span<const Field> notch_fields();
std::span<const Field> innovation_fields();
std::span<const Field> competition_fields();
std::span<const Field> venture_fields();
std::span<const Field> awareness_fields();
std::span<const Field> certification_fields();
std::span<const Field> consortia_fields();
std::span<const Field> carriers_fields();
std::span<const Field> platforms_fields();
std::span<const Field> spillover_fields();
std::span<const Field> protection_fields();
std::span<const Field> mechanisms_fields();
std::span<const Field> treasury_fields();
std::span<const Field> observation_fields();
std::span<const Field> rules_fields();
std::span<const Field> talent_fields();
std::span<const Field> tracks_fields();
std::span<const SchemeField> scheme_fields();

}  // namespace echelon
