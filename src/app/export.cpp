#include <cstdio>
#include <filesystem>
#include <span>

#include "app/document.hpp"
#include "app/open.hpp"
#include "app/outputs.hpp"
#include "io/export_study.hpp"
#include "io/hdf5/publish.hpp"

namespace echelon::app {
namespace {

namespace fs = std::filesystem;

// One file goes where it is asked for, several go into a folder there.
std::vector<std::string> write(const std::vector<ExportedFile>& files, const fs::path& out) {
  std::vector<std::string> written;
  const bool folder = files.size() > 1;
  if (folder) {
    std::error_code code;
    fs::create_directory(out, code);
    if (code) throw IoError(out.string() + ": cannot make the folder: " + code.message());
  }
  for (const ExportedFile& file : files) {
    const fs::path path = folder ? out / file.name : out;
    publish_file(path, std::as_bytes(std::span(file.text)));
    written.push_back(path.string());
  }
  return written;
}

}  // namespace

Exit export_result(const Context& context) {
  const fs::path result = context.options.arguments.front();
  const std::string& format = context.options.format;
  Problems problems;
  std::vector<ExportedFile> files;
  try {
    files = export_study(read_given(result), format, context.options.byte_order_mark);
  } catch (const std::invalid_argument& mistake) {
    problems.add({result.string(), 0, 0}, mistake.what(), "only studies are exported; the result of a run opens as it is in Python and R");
  }
  refuse_if_any(std::move(problems));
  const bool one = files.size() == 1;
  const fs::path out = context.options.out.empty() ? result.stem().string() + (one ? (format == "csv" ? ".csv" : ".dat") : "-" + format) : context.options.out;
  if (one) refuse_result_name(out, "an export is a text file", format == "csv" ? ".csv" : ".dat");
  const std::vector<std::string> written = write(files, out);
  if (context.options.json) {
    print(Json{{"format", format}, {"files", written}});
  } else {
    for (const std::string& file : written) print(file + "\n");
  }
  return Exit::done;
}

}  // namespace echelon::app
