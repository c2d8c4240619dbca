#include "service/metrics.h"

#include <algorithm>
#include <cstdio>

namespace precheck::service {
namespace {

std::string number(double value) {
  char text[40];
  std::snprintf(text, sizeof text, "%.9g", value);
  return text;
}

void write_sample(std::string& out, const std::string& name, std::string_view suffix,
                  const std::string& labels, const std::string& value) {
  out.append(name).append(suffix);
  if (!labels.empty()) out.append("{").append(labels).append("}");
  out.append(" ").append(value).append("\n");
}

void write_histogram(std::string& out, const std::string& name, const std::string& labels,
                     const Histogram& histogram) {
  const std::string comma = labels.empty() ? "" : ",";
  std::uint64_t sum = 0;
  for (std::size_t at = 0; at <= Histogram::kBounds.size(); ++at) {
    sum += histogram.bucket(at);
    const std::string bound = at < Histogram::kBounds.size()
                                  ? number(static_cast<double>(Histogram::kBounds[at]) / 1e9)
                                  : "+Inf";
    write_sample(out, name, "_bucket", labels + comma + "le=\"" + bound + "\"",
                 std::to_string(sum));
  }
  write_sample(out, name, "_sum", labels, number(histogram.seconds()));
  write_sample(out, name, "_count", labels, std::to_string(sum));
}

}  // namespace

void Histogram::observe(Clock::duration time) {
  const std::int64_t nanoseconds =
      std::chrono::duration_cast<std::chrono::nanoseconds>(time).count();
  std::size_t bucket = 0;  // mostly one of the first
  while (bucket < kBounds.size() && nanoseconds > kBounds[bucket]) ++bucket;
  buckets_[bucket].fetch_add(1, std::memory_order_relaxed);
  nanoseconds_.fetch_add(static_cast<std::uint64_t>(nanoseconds), std::memory_order_relaxed);
}

Counter& Metrics::counter(std::string_view name, std::string_view help, std::string_view labels) {
  return series(name, help, "counter", labels).counter;
}

Histogram& Metrics::histogram(std::string_view name, std::string_view help,
                              std::string_view labels) {
  return series(name, help, "histogram", labels).histogram;
}

void Metrics::gauge(std::string_view name, std::string_view help, std::string_view labels,
                    std::function<double()> value) {
  series(name, help, "gauge", labels).gauge = std::move(value);
}

Histogram& Metrics::stage(std::string_view name) {
  return histogram("precheck_stage_seconds", "How long the parts of an answer took.",
                   "stage=\"" + std::string(name) + "\"");
}

Metrics::Series& Metrics::series(std::string_view name, std::string_view help,
                                 std::string_view type, std::string_view labels) {
  const std::lock_guard lock(mutex_);
  auto family = std::find_if(families_.begin(), families_.end(),
                             [&](const Family& each) { return each.name == name; });
  if (family == families_.end()) {
    Family& added = families_.emplace_back();
    added.name = name;
    added.help = help;
    added.type = type;
    family = std::prev(families_.end());
  }
  for (Series& each : family->series) {
    if (each.labels == labels) return each;
  }
  Series& added = family->series.emplace_back();
  added.labels = labels;
  return added;
}

std::string Metrics::text() const {
  const std::lock_guard lock(mutex_);
  std::string out;
  for (const Family& family : families_) {
    out.append("# HELP ").append(family.name).append(" ").append(family.help).append("\n");
    out.append("# TYPE ").append(family.name).append(" ").append(family.type).append("\n");
    for (const Series& each : family.series) {
      if (family.type == "histogram") {
        write_histogram(out, family.name, each.labels, each.histogram);
      } else if (family.type == "gauge") {
        write_sample(out, family.name, "", each.labels, number(each.gauge()));
      } else {
        write_sample(out, family.name, "", each.labels, std::to_string(each.counter.value()));
      }
    }
  }
  return out;
}

}  // namespace precheck::service
