#pragma once
// The result file, format version 1: HDF5 in the shape of netCDF-4, flat, so that xarray, ncdump, h5py and R open it with
// names, units and labels. Identical `Results` give identical bytes.
#include <cstddef>
#include <filesystem>
#include <vector>

#include "engine/results.hpp"

namespace echelon {

// Newest version of the result file that this program writes and reads (root attribute `echelon_format`).
inline constexpr int result_format_version = 1;

// The bytes of the file. Dimensions become dimension scales of their own name; every variable must have the size that its
// dimensions say (std::logic_error otherwise, a mistake in this program). Root attributes: `results.attributes`, and
// `Conventions`, `echelon_format` and `complete`, which says that the file is whole (or, with an attribute `interrupted`,
// that it is not) and of what. `results.provenance` becomes the attributes of the group /provenance.
std::vector<std::byte> result_image(const Results& results);

// Writes result_image to `path`, whole or not at all. Throws IoError with path and reason.
void write_results(const Results& results, const std::filesystem::path& path);

}  // namespace echelon
