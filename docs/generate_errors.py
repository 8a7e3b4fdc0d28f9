#!/usr/bin/python3
"""Writes the tables of docs/errors.md from tests/broken: one row a kind of mistake, with what the program says of it.

`--check` writes nothing and ends with 1 when the page is out of date, or when a kind of mistake stands in no group below.
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs/errors.md"
BEGIN, END = "<!-- generated: begin -->\n", "<!-- generated: end -->\n"

# Title, what to do, page, and the stems of tests/broken that belong here.
GROUPS = [
    ("Text and encoding", "Save the file as UTF-8 with ASCII punctuation outside of Chinese texts.", "formats.md#how-files-are-read",
     "encoding_gbk encoding_latin encoding_utf16 control_character wide_bracket wide_colon wide_comma wide_digits wide_quotes "
     "wide_space_indent"),
    ("The shape of YAML", "Give keys of one mapping the same indentation by spaces; close quotes and brackets; say a thing once.",
     "formats.md#how-files-are-read",
     "anchor_and_alias bad_indent duplicate_key empty empty_value list_for_mapping merge_key only_a_list second_document tab_indent tag "
     "question_mark two_colons unclosed_bracket unclosed_quote unclosed_quote_at_end"),
    ("Keys, words and names", "The line names the nearest right word where one is near; `echelon schema` lets an editor offer them.",
     "formats.md", "chinese_id class_unknown missing_key name_in_one_language no_format_version unknown_choice unknown_key "
     "unknown_kind_of_file wrong_format_version yes_for_true ten_mistakes"),
    ("Numbers and units", "Write the unit behind the number: `20 万元`, `5 %`, `0.25 per year`.", "formats.md#how-files-are-read",
     "gap_in_number hexadecimal infinite leading_zero missing_unit negative_amount not_a_number not_a_number_nan not_whole out_of_range "
     "thousands_in_braces thousands_separator unknown_unit wrong_unit wrong_declared_unit"),
    ("Dates", "Quarters are written `2024Q1`, horizons `2018Q1..2035Q4`.", "formats.md#how-files-are-read",
     "bad_horizon bad_quarter bad_seed bad_year horizon_not_whole_years reversed_dates reversed_horizon"),
    ("Sources", "Give a row of `config/sources.yaml`, a paper tag, or `assumed: why`.", "formats.md",
     "missing_source override_without_source scenario_change_without_source unknown_source_row"),
    ("Scenarios", "`echelon list scenarios`, `instruments`, `schemes`, `rooms` and `targets` show what there is.", "formats.md#scenariosnameyaml",
     "scenario_change_too_early scenario_room_maybe scenario_unknown_condition scenario_unknown_ensemble scenario_unknown_instrument "
     "scenario_unknown_parent scenario_unknown_register scenario_unknown_room scenario_unknown_scheme scenario_unknown_target "
     "scenario_without_name override_unknown_parameter"),
    ("Instruments", "Every kind needs its own keys; the payers' shares add to 100 %.", "formats.md#configinstrumentsnameyaml",
     "consortium_bad guidance_fund_bad instrument_unknown_scheme loan_guarantee_bad payers_do_not_add_up talent_package_teams "
     "track_support_bad unknown_payer programme_bad"),
    ("Parameters and priors", "A value lies in its declared range and in its prior; `echelon explain PATH` shows both.",
     "formats.md#configparametersroomyaml",
     "parameter_missing parameter_out_of_range parameter_outside_prior parameter_unknown prior_empty prior_missing prior_unknown "
     "prior_with_wrong_numbers room_unknown"),
    ("Rules and schemes", "Fields of conditions are those the model knows; versions do not overlap.", "formats.md#configschemesschemeyaml",
     "bands_overlap condition_bad_when condition_not_boolean condition_twice condition_unknown_field condition_unknown_score "
     "condition_without_value condition_wrong_unit ladder_unknown_rung version_ends_before_it_begins versions_overlap"),
    ("Targets and observations", "A target says how it is measured; a goal that is not public has no number.",
     "formats.md#configtargetsregisteryaml-configobservationscityyaml-configcityyaml",
     "observation_unknown_series observation_without_tolerance target_bad_selection target_range_upside_down target_secret_with_goal "
     "target_twice target_two_metrics target_unknown_ladder target_unknown_scheme target_unknown_series target_without_goal "
     "target_wrong_unit"),
    ("City and sectors", "Shares of one whole add to 100 %.", "formats.md#configsectorsyaml-configsourcesyaml-configrunyaml-configensemblesnamecsv",
     "shares_do_not_add_up skills_do_not_add_up track_unknown_field unknown_sector_in_track"),
    ("Studies", "Sizes, outcomes and factors are checked against the scenario before any experiment runs.", "studies.md",
     "study_compare_alone study_correlations study_correlations_impossible study_correlations_sobol study_latin_stop study_many_slips study_shapley_many study_shapley_players study_table_missing study_table_rows study_unknown_kind"),
]


def problems(path):
    """What the program says: [(what, [why and hint])]."""
    found = []
    for paragraph in path.read_text(encoding="utf-8").strip().split("\n\n"):
        first, *more = paragraph.split("\n")
        found.append((re.sub(r"^\S+?:(\d+:\d+: |\d+: | )?", "", first), [line.strip() for line in more]))
    return found


def cell(text):
    return text.replace("|", "\\|")


def tables():
    known = {p.stem: p for p in sorted((ROOT / "tests/broken").glob("*.expected"))}
    out, placed = [], []
    for title, advice, page, stems in GROUPS:
        out += [f"### {title}\n", f"{advice} Page: [{page.split('#')[0]}]({page}).\n", "| message | it says also |", "|---|---|"]
        said = set()
        for stem in stems.split():
            placed.append(stem)
            for what, more in problems(known[stem]) if stem in known else []:
                if what not in said:
                    out.append(f"| {cell(what)} | {cell('; '.join(more))} |")
                said.add(what)
        out.append("")
    lost = sorted(set(known) - set(placed)) + [f"{s} (twice, or not in tests/broken)" for s in placed if placed.count(s) > 1 or s not in known]
    return "\n".join(out) + "\n", lost


def main():
    made, lost = tables()
    if lost:
        sys.exit("docs/generate_errors.py: in no group of the page: " + ", ".join(lost))
    text = PAGE.read_text(encoding="utf-8")
    head, rest = text.split(BEGIN)
    new = head + BEGIN + made + END + rest.split(END)[1]
    if "--check" in sys.argv[1:]:
        if new != text:
            sys.exit("docs/errors.md is out of date: run docs/generate_errors.py")
    else:
        PAGE.write_text(new, encoding="utf-8")


if __name__ == "__main__":
    main()
