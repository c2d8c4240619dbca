#include "archive/xml_reader.h"

#include <expat.h>

#include <algorithm>

namespace precheck {
namespace {

constexpr std::size_t kMostDepth = 200;

}  // namespace

struct XmlReader::Parser {
  XML_Parser handle = XML_ParserCreate("UTF-8");
  std::string refused;  // why we stopped it ourselves

  Parser() = default;
  ~Parser() { XML_ParserFree(handle); }
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;

  void refuse(std::string why) {
    refused = std::move(why);
    XML_StopParser(handle, XML_FALSE);
  }

  static XmlReader& reader(void* user) { return *static_cast<XmlReader*>(user); }

  static void on_start(void* user, const XML_Char* name, const XML_Char** attributes) {
    XmlReader& self = reader(user);
    if (self.open_.size() >= kMostDepth) {
      self.parser_->refuse("its elements are nested more than 200 deep");
      return;
    }
    XmlAttributes named;
    for (; *attributes != nullptr; attributes += 2) named.emplace(attributes[0], attributes[1]);
    self.start(name, named);
    self.open_.push_back({name, {}});
  }

  static void on_end(void* user, const XML_Char* name) {
    XmlReader& self = reader(user);
    std::string text = std::move(self.open_.back().text);
    self.open_.pop_back();
    self.end(name, text);
  }

  static void on_text(void* user, const XML_Char* text, int length) {
    XmlReader& self = reader(user);
    if (self.open_.empty()) return;
    std::string& all = self.open_.back().text;
    // One byte over the limit is enough to know.
    const std::size_t room = kMaxRequestBytes + 1 - std::min(all.size(), kMaxRequestBytes + 1);
    all.append(text, std::min(room, static_cast<std::size_t>(length)));
  }

  static void on_entity(void* user, const XML_Char*, int, const XML_Char*, int, const XML_Char*,
                        const XML_Char*, const XML_Char*, const XML_Char*) {
    reader(user).parser_->refuse("it declares entities of its own, which no export does");
  }
};

XmlReader::XmlReader(ReaderInput input)
    : SourceReader(std::move(input)), parser_(std::make_unique<Parser>()) {
  XML_SetUserData(parser_->handle, this);
  XML_SetElementHandler(parser_->handle, Parser::on_start, Parser::on_end);
  XML_SetCharacterDataHandler(parser_->handle, Parser::on_text);
  XML_SetEntityDeclHandler(parser_->handle, Parser::on_entity);
}

XmlReader::~XmlReader() = default;

std::size_t XmlReader::line() const { return XML_GetCurrentLineNumber(parser_->handle); }

std::string_view XmlReader::parent_name() const {
  return open_.empty() ? std::string_view() : std::string_view(open_.back().name);
}

bool XmlReader::read(std::vector<ArchivedComment>& out) {
  while (given_.empty() && !has_ended_ && !has_failed()) {
    const std::string_view piece = next_piece();
    if (has_failed()) break;
    has_ended_ = piece.empty();
    const XML_Status status = XML_Parse(parser_->handle, piece.data(),
                                        static_cast<int>(piece.size()), has_ended_ ? 1 : 0);
    if (status == XML_STATUS_OK) continue;
    const std::string why = parser_->refused.empty()
                                ? XML_ErrorString(XML_GetErrorCode(parser_->handle))
                                : parser_->refused;
    fail("bad_xml", "this is not the XML of an export: " + why, line());
  }
  if (given_.empty()) return false;
  std::move(given_.begin(), given_.end(), std::back_inserter(out));
  given_.clear();
  return true;
}

}  // namespace precheck
