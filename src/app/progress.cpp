#include "app/progress.hpp"

#include <unistd.h>

#include <cmath>
#include <cstdio>

namespace echelon::app {
namespace {

constexpr std::chrono::milliseconds between_live_updates{100};
constexpr std::chrono::seconds between_lines{10};

std::string duration(double seconds) {
  const auto whole = static_cast<long>(std::ceil(seconds));
  if (whole < 60) return fmt::format("{} s", whole);
  if (whole < 3600) return fmt::format("{} min {} s", whole / 60, whole % 60);
  return fmt::format("{} h {} min", whole / 3600, whole % 3600 / 60);
}

}  // namespace

std::string progress_text(const Progress& progress, double seconds, const char* what) {
  std::string text = fmt::format("{} of {} {}", progress.done, progress.total, what);
  if (seconds > 0 && progress.firm_quarters > 0) {
    text += fmt::format(", {:.1f} million firm-quarters/s", progress.firm_quarters / seconds / 1e6);
  }
  if (progress.done > 0) {
    const double left = seconds * static_cast<double>(progress.total - progress.done) / static_cast<double>(progress.done);
    text += ", " + duration(left) + " left";
  }
  return text;
}

ProgressLine::ProgressLine(const Options& options, const char* what)
    : what_(what), on_(!options.quiet && options.progress != ProgressMode::never),
      live_(isatty(STDERR_FILENO) != 0 || options.progress == ProgressMode::always) {}

ProgressLine::~ProgressLine() {
  if (on_ && live_) std::fputs("\r\x1b[K", stderr);
}

void ProgressLine::show(const Progress& progress, const std::string& more) {
  const auto now = Clock::now();
  const bool last = progress.done == progress.total;
  if (!on_ || (live_ ? now - last_ < between_live_updates && !last : now - last_ < between_lines)) return;
  last_ = now;
  const std::string text = progress_text(progress, std::chrono::duration<double>(now - begin_).count(), what_) + (more.empty() ? "" : "; " + more);
  std::fputs((live_ ? "\r\x1b[K" + text : text + "\n").c_str(), stderr);
  std::fflush(stderr);
}

}  // namespace echelon::app
