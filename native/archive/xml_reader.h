// Reads XML piece by piece (expat) and hands over elements with their text.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "archive/readers.h"

namespace precheck {

using XmlAttributes = std::map<std::string, std::string>;

// A reader of an XML format says what it does at the start and the end of each element. Declared
// entities are refused, so no file can grow in memory.
class XmlReader : public SourceReader {
 public:
  explicit XmlReader(ReaderInput input);
  ~XmlReader() override;

  bool read(std::vector<ArchivedComment>& out) override;

 protected:
  virtual void start(std::string_view name, const XmlAttributes& attributes) = 0;
  // `text` is what stood in the element, without that of the elements inside it.
  virtual void end(std::string_view name, std::string& text) = 0;

  void give(ArchivedComment comment) { given_.push_back(std::move(comment)); }
  std::size_t line() const;

  // The element that the current one stands in; empty at the top.
  std::string_view parent_name() const;

 private:
  struct Parser;
  struct Open {
    std::string name;
    std::string text;
  };

  std::unique_ptr<Parser> parser_;
  std::vector<Open> open_;
  std::vector<ArchivedComment> given_;
  bool has_ended_ = false;
};

}  // namespace precheck
