#include "cli/plots.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "cli/html.h"

namespace precheck::cli {
namespace {

constexpr double kWidth = 760;
constexpr double kHeight = 180;
constexpr double kLeft = 56;    // room for the numbers of the axis
constexpr double kBottom = 24;  // room for the labels
constexpr double kTop = 8;
constexpr double kLabelWidth = 64;

std::string number(double value, int digits = 1) {
  char text[32];
  std::snprintf(text, sizeof text, "%.*f", digits, value);
  return text;
}

// 1, 2 or 5 times a power of ten, so that about four lines fit under `most`.
double round_step(double most) {
  const double raw = std::max(most, 1e-9) / 4;
  const double power = std::pow(10, std::floor(std::log10(raw)));
  for (const double factor : {1.0, 2.0, 5.0}) {
    if (raw <= factor * power) return factor * power;
  }
  return 10 * power;
}

std::string text_at(double x, double y, const std::string& anchor, const std::string& text) {
  return "<text x=\"" + number(x) + "\" y=\"" + number(y) + "\" text-anchor=\"" + anchor + "\">" +
         html_text(text) + "</text>";
}

std::string axis(double most, double step, const std::string& unit) {
  std::string out;
  const int digits = step >= 1 ? 0 : step >= 0.1 ? 1 : 2;
  for (int line = 0; line * step <= most + step / 100; ++line) {
    const double value = line * step;
    const double y = kTop + (kHeight - kTop - kBottom) * (1 - value / most);
    out += "<line class=\"grid\" x1=\"" + number(kLeft) + "\" x2=\"" + number(kWidth) + "\" y1=\"" +
           number(y) + "\" y2=\"" + number(y) + "\"/>" +
           text_at(kLeft - 6, y + 4, "end", number(value, digits) + unit);
  }
  return out;
}

std::string key(const std::vector<PlotLayer>& layers) {
  std::string out;
  for (const PlotLayer& layer : layers) {
    out +=
        "<span class=\"key\"><svg width=\"12\" height=\"12\" aria-hidden=\"true\"><rect class=\"" +
        layer.style + "\" width=\"12\" height=\"12\"/></svg> " + html_text(layer.name) + "</span>";
  }
  return layers.size() > 1 ? html_element("p", out) + '\n' : "";
}

}  // namespace

std::string column_plot(const std::string& title, const std::vector<std::string>& labels,
                        const std::vector<PlotLayer>& layers, const std::string& unit) {
  double most = 0;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    double sum = 0;
    for (const PlotLayer& layer : layers) sum += layer.values[i];
    most = std::max(most, sum);
  }
  const double step = round_step(most);
  most = std::max(std::ceil(most / step - 1e-9), 1.0) * step;
  const double plot_height = kHeight - kTop - kBottom;
  const double slot =
      (kWidth - kLeft) / static_cast<double>(std::max<std::size_t>(labels.size(), 1));
  const auto labels_apart = static_cast<std::size_t>(std::ceil(kLabelWidth / slot));
  std::string out = "<div class=\"wide\"><svg width=\"" + number(kWidth, 0) + "\" height=\"" +
                    number(kHeight, 0) + "\" role=\"img\" aria-label=\"" + html_text(title) +
                    "\"><title>" + html_text(title) + "</title>" + axis(most, step, unit);
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const double x = kLeft + slot * static_cast<double>(i);
    double y = kTop + plot_height;
    for (const PlotLayer& layer : layers) {
      const double height = plot_height * layer.values[i] / most;
      y -= height;
      if (height <= 0) continue;
      out += "<rect class=\"" + layer.style + "\" x=\"" + number(x + slot * 0.1) + "\" y=\"" +
             number(y) + "\" width=\"" + number(slot * 0.8) + "\" height=\"" + number(height) +
             "\"><title>" + html_text(labels[i] + ", " + layer.name) + ": " +
             number(layer.values[i], unit.empty() ? 0 : 2) + unit + "</title></rect>";
    }
    if (i % labels_apart == 0) {
      out += text_at(x + slot / 2, kHeight - 6, "middle", labels[i]);
    }
  }
  return key(layers) + out + "</svg></div>\n";
}

std::string sparkline(const std::string& title, const std::vector<double>& values) {
  constexpr double kSparkWidth = 100;
  constexpr double kSparkHeight = 18;
  const double most = values.empty() ? 0 : *std::max_element(values.begin(), values.end());
  if (values.size() < 2 || most <= 0) return {};
  std::string points;
  for (std::size_t i = 0; i < values.size(); ++i) {
    points += number(1 + (kSparkWidth - 2) * static_cast<double>(i) /
                             static_cast<double>(values.size() - 1)) +
              ',' + number(1 + (kSparkHeight - 2) * (1 - values[i] / most)) + ' ';
  }
  points.pop_back();
  return "<svg width=\"100\" height=\"18\" role=\"img\" aria-label=\"" + html_text(title) +
         "\"><polyline class=\"trend\" points=\"" + points + "\"/></svg>";
}

}  // namespace precheck::cli
