// Plots as inline SVG: no script, readable in the dark and by a screen reader.
#pragma once

#include <string>
#include <vector>

namespace precheck::cli {

// One layer of stacked columns: `style` is a class of the page, `values` beside the labels.
struct PlotLayer {
  std::string name;
  std::string style;
  std::vector<double> values;
};

// Columns over time, with an axis of round numbers. `unit` stands behind them ("%" or nothing).
std::string column_plot(const std::string& title, const std::vector<std::string>& labels,
                        const std::vector<PlotLayer>& layers, const std::string& unit);

// A line as small as a word.
std::string sparkline(const std::string& title, const std::vector<double>& values);

}  // namespace precheck::cli
