// precheck train: a learned model from an owner's own comments, those that were let through and
// those that were not.
#include <fcntl.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>

#include "cli/commands.h"
#include "cli/eval_rows.h"
#include "cli/line_reader.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/train_figures.h"
#include "cli/train_fit.h"
#include "cli/train_words.h"
#include "files.h"

namespace precheck::cli {
namespace {

constexpr double kWantedPrecision = 0.9;
constexpr std::size_t kShownWords = 15;
constexpr std::size_t kFewestOfAClass = 10;  // less cannot be divided and measured

struct Options {
  std::vector<std::string> data;
  std::vector<std::string> tests;
  std::string label;
  std::uint32_t bits = 15;
  double holdout = 0.2;
  std::string output;
};

struct Labelled {
  std::vector<TrainingRow> rows;
  WordCounts words;
  std::size_t unlabelled = 0;
};

bool fail(const std::string& message) {
  complain(message);
  return false;
}

bool add_line(const std::string& path, std::size_t number, const std::string& line,
              const Options& options, Labelled& out) {
  if (line.find_first_not_of(" \t\r") == std::string::npos) return true;
  const ParsedRow parsed = parse_row(line, options.label, "");
  if (!parsed.row) {
    return fail(shown_path(path) + ":" + std::to_string(number) + ": " + parsed.error.message);
  }
  if (!parsed.row->label) {
    ++out.unlabelled;
    return true;
  }
  const std::string& comment = parsed.row->request.comment;
  TrainingRow row = make_row(comment, *parsed.row->label, options.bits);
  if (!is_held_back(row, options.holdout)) out.words.add(comment);
  out.rows.push_back(std::move(row));
  return true;
}

bool read_lines(const std::string& path, int descriptor, const Options& options, Labelled& out) {
  LineReader reader(descriptor, kMaxRequestBytes);
  std::size_t number = 0;
  for (std::vector<std::string> lines = reader.next(); !lines.empty(); lines = reader.next()) {
    for (const std::string& line : lines) {
      if (!add_line(path, ++number, line, options, out)) return false;
    }
  }
  return reader.problem().empty() || fail(shown_path(path) + ": " + reader.problem());
}

bool read_rows(const std::vector<std::string>& paths, const Options& options, Labelled& out) {
  for (const std::string& path : paths) {
    const int descriptor = path == "-" ? STDIN_FILENO : open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) return fail(shown_path(path) + ": " + std::strerror(errno));
    const bool ok = read_lines(path, descriptor, options, out);
    if (path != "-") close(descriptor);
    if (!ok) return false;
  }
  sort_rows(out.rows);
  return true;
}

std::size_t count_positive(const std::vector<TrainingRow>& rows) {
  return static_cast<std::size_t>(
      std::count_if(rows.begin(), rows.end(), [](const auto& row) { return row.is_positive; }));
}

std::string described(const std::vector<TrainingRow>& rows) {
  const std::size_t positives = count_positive(rows);
  return std::to_string(rows.size()) + " rows, " + std::to_string(positives) + " true and " +
         std::to_string(rows.size() - positives) + " false";
}

std::string fixed(double value, int decimals = 2) {
  char text[32];
  std::snprintf(text, sizeof text, "%.*f", decimals, value);
  return text;
}

std::string table_line(const ThresholdFigures& figures) {
  char text[96];
  std::snprintf(text, sizeof text, "  %.3f   %8zu   %9.2f   %6.2f   %4.2f\n", figures.over / 1000.0,
                figures.flagged(), figures.precision(), figures.recall(), figures.f1());
  return text;
}

// The figures at the usual thresholds, and at `chosen`.
std::string table(const std::vector<Scored>& scored, std::optional<int> chosen) {
  std::vector<int> thresholds = {300, 400, 500, 600, 700, 800, 900};
  if (chosen) thresholds.push_back(*chosen);
  std::sort(thresholds.begin(), thresholds.end());
  thresholds.erase(std::unique(thresholds.begin(), thresholds.end()), thresholds.end());
  std::string out = "  area under the curve " + fixed(area_under_curve(scored)) +
                    "\n  over     flagged    precision   recall   F1\n";
  for (const int over : thresholds) out += table_line(figures_at(scored, over));
  return out;
}

std::vector<Scored> scores(const LearnedModel& model, const std::vector<TrainingRow>& rows) {
  std::vector<Scored> scored;
  for (const TrainingRow& row : rows) {
    scored.push_back({static_cast<double>(score_row(model, row)), row.is_positive});
  }
  return scored;
}

void report_words(const std::string& title,
                  const std::vector<std::pair<std::string, double>>& words) {
  std::string out = title;
  for (const auto& [word, weight] : words) {
    out += (&word == &words.front().first ? " " : ", ") + word + ' ' + fixed(weight, 1);
  }
  print(out + '\n');
}

void report_suggestion(const std::vector<Scored>& held_back, std::optional<int> over) {
  if (!over) {
    print("No threshold reaches precision " + fixed(kWantedPrecision, 1) +
          " with ten flagged rows: do not use this model for more than \"advise\".\n");
    return;
  }
  const ThresholdFigures figures = figures_at(held_back, *over);
  print("Suggested: \"over\": " + fixed(*over / 1000.0, 3) + ", precision " +
        fixed(figures.precision()) + ", recall " + fixed(figures.recall()) +
        " of the held-back rows it was chosen on; expect a little less.\n");
}

struct Parts {
  std::vector<TrainingRow> training;
  std::vector<TrainingRow> held_back;
};

Parts divided(std::vector<TrainingRow> rows, double holdout) {
  Parts parts;
  for (TrainingRow& row : rows) {
    (is_held_back(row, holdout) ? parts.held_back : parts.training).push_back(std::move(row));
  }
  return parts;
}

bool enough(const Parts& parts) {
  for (const std::vector<TrainingRow>* rows : {&parts.training, &parts.held_back}) {
    const std::size_t positives = count_positive(*rows);
    if (std::min(positives, rows->size() - positives) >= kFewestOfAClass) continue;
    return fail(std::string("too little to learn from: to ") +
                (rows == &parts.training ? "train" : "measure") + " there are " + described(*rows) +
                "; at least " + std::to_string(kFewestOfAClass) + " of each are needed");
  }
  return true;
}

// Rows of other files that say word for word what the model was trained on prove nothing.
void drop_known(std::vector<TrainingRow>& rows, const std::vector<TrainingRow>& known) {
  const auto is_known = [&known](const TrainingRow& row) {
    const auto place = std::lower_bound(
        known.begin(), known.end(), row.order,
        [](const TrainingRow& each, std::uint64_t order) { return each.order < order; });
    return place != known.end() && place->order == row.order;
  };
  rows.erase(std::remove_if(rows.begin(), rows.end(), is_known), rows.end());
}

bool report_tests(const LearnedModel& model, const Parts& parts, std::optional<int> over,
                  const Options& options) {
  for (const std::string& path : options.tests) {
    Labelled other;
    if (!read_rows({path}, options, other)) return false;
    drop_known(other.rows, parts.training);
    print('\n' + shown_path(path) + ", not trained on: " + described(other.rows) + '\n' +
          table(scores(model, other.rows), over));
  }
  return true;
}

Fit fit_with_progress(const std::vector<TrainingRow>& rows, std::uint32_t bits) {
  constexpr double kSteps = 1'000'000;
  Progress progress(static_cast<std::size_t>(kSteps));
  return fit_model(rows, bits, [&](double share) {
    progress.update(static_cast<std::size_t>(share * kSteps), rows.size());
  });
}

bool write_model(const std::string& path, const std::string& json) {
  const std::string problem = write_file(path, json);
  return problem.empty() || fail(path + ": " + problem);
}

bool train(const Options& options) {
  Labelled labelled;
  if (!read_rows(options.data, options, labelled)) return false;
  print(options.label + ": " + described(labelled.rows) + ", " +
        std::to_string(labelled.unlabelled) + " without the label\n");
  const Parts parts = divided(std::move(labelled.rows), options.holdout);
  if (!enough(parts)) return false;

  const LearnedModel model = fit_with_progress(parts.training, options.bits).model;
  const std::vector<Scored> held_back = scores(model, parts.held_back);
  const std::optional<int> over = threshold_for(held_back, kWantedPrecision);
  print("\nHeld back: " + described(parts.held_back) + '\n' + table(held_back, over) + '\n');
  report_suggestion(held_back, over);
  const WordCounts::Strongest words = labelled.words.strongest(model, kShownWords);
  report_words("Words for it:", words.raising);
  report_words("Words against it:", words.lowering);
  if (!report_tests(model, parts, over, options)) return false;
  if (options.output.empty()) return true;
  constexpr int kCautious = 950;
  return write_model(options.output, model_json(model, over.value_or(kCautious)));
}

}  // namespace

void add_train(CLI::App& app, int& status) {
  CLI::App* command = app.add_subcommand(
      "train", "Make a model for the matcher `learned` from comments that were judged");
  const auto options = std::make_shared<Options>();
  command
      ->add_option("DATA", options->data, "JSONL: text or comment, and labels; - is standard input")
      ->required();
  command->add_option("--label", options->label, "The label to learn, true or false in each row")
      ->required();
  command
      ->add_option("--bits", options->bits, "The model has 2 to this power weights of a byte (15)")
      ->check(CLI::Range(kLeastLearnedBits, kMostLearnedBits));
  command->add_option("--holdout", options->holdout, "The share that is held back to measure (0.2)")
      ->check(CLI::Range(0.05, 0.5));
  command->add_option("--test", options->tests,
                      "More labelled data, to measure on and not to train");
  command->add_option("-o,--output", options->output,
                      "The file for the model; when left out it is only measured");
  command->footer(
      "Exit status: 0 done, 2 bad usage or input.\n"
      "Example:\n"
      "  precheck train judged.jsonl --label deleted -o model.json");
  command->callback([options, &status] { status = train(*options) ? kAllowed : kFailed; });
}

}  // namespace precheck::cli
