#include "cli/html.h"

#include <cstdio>

#include "cli/terminal_text.h"

namespace precheck::cli {
namespace {

constexpr char kBeforeTitle[] = R"(<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>)";

constexpr char kAfterTitle[] = R"(</title>
<style>
:root { color-scheme: light dark; --line: #8886; --bar: #2a6fb0; --before: #b08a2a;
  --allow: #7a8a7a; --advise: #6b8fb5; --warn: #c99700; --hold: #c4621d; --reject: #b3261e; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 68rem; margin: 2rem auto; padding: 0 1rem; }
h2 { margin-top: 2.2rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; }
th, td { padding: .3rem .7rem; border-bottom: 1px solid var(--line); text-align: right;
  font-variant-numeric: tabular-nums; }
th:first-child, td:first-child { text-align: left; }
td { white-space: nowrap; } td svg { display: inline-block; vertical-align: middle; margin-right: .4rem; }
svg text { font: 12px system-ui, sans-serif; fill: currentColor; }
.bar { fill: var(--bar); } .before { fill: var(--before); }
.allow { fill: var(--allow); } .advise { fill: var(--advise); } .warn { fill: var(--warn); }
.hold { fill: var(--hold); } .reject { fill: var(--reject); }
.frame { fill: none; stroke: var(--line); } .grid { stroke: var(--line); }
.trend { fill: none; stroke: var(--bar); stroke-width: 1.5; }
.key { display: inline-block; margin-right: 1.2rem; } .key svg { vertical-align: baseline; }
blockquote { margin: .3rem 0 1.2rem; padding-left: 1rem; border-left: 3px solid var(--line);
  white-space: pre-wrap; overflow-wrap: anywhere; }
mark { background: #ffd54d; color: #000; }
summary { cursor: pointer; margin: .4rem 0; }
.where { color: GrayText; font-size: .9rem; }
</style>
</head>
<body>
)";

}  // namespace

std::string html_head(std::string_view title) {
  return kBeforeTitle + html_text(title) + kAfterTitle;
}

std::string html_foot() { return "</body>\n</html>\n"; }

std::string html_text(std::string_view text) {
  std::string out;
  for (const char sign : printable(text)) {
    switch (sign) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += sign;
    }
  }
  return out;
}

std::string html_element(std::string_view name, std::string_view content) {
  return '<' + std::string(name) + '>' + std::string(content) + "</" + std::string(name) + '>';
}

std::string html_table(std::string_view rows) {
  return "<div class=\"wide\"><table>\n" + std::string(rows) + "</table></div>\n";
}

std::string html_heading_row(const std::vector<std::string>& names) {
  std::string cells;
  for (const std::string& name : names) cells += html_element("th", html_text(name));
  return html_element("tr", cells) + '\n';
}

std::string html_paragraph(std::string_view sentence) {
  return html_element("p", html_text(sentence) + ".") + '\n';
}

std::string html_bar(double share, std::string_view style, std::string_view what,
                     std::string_view figure) {
  char width[16];
  std::snprintf(width, sizeof width, "%.1f", share * 99);
  return "<svg width=\"104\" height=\"12\" role=\"img\" aria-label=\"" + html_text(what) + ' ' +
         html_text(figure) +
         "\"><rect class=\"frame\" x=\"1\" y=\"1\" width=\"101\" height=\"10\"/><rect class=\"" +
         std::string(style) + "\" x=\"2\" y=\"2\" width=\"" + width + "\" height=\"8\"/></svg>" +
         html_text(figure);
}

std::string html_marked(std::string_view text, const std::vector<Interval>& places) {
  std::string out;
  std::size_t at = 0;
  for (const Interval& place : places) {
    if (place.begin < at || place.end > text.size()) continue;
    out += html_text(text.substr(at, place.begin - at));
    out += html_element("mark", html_text(text.substr(place.begin, place.end - place.begin)));
    at = place.end;
  }
  return out + html_text(text.substr(at));
}

}  // namespace precheck::cli
