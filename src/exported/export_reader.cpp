#include "exported/export_reader.h"

#include <string>
#include <utility>

#include "base/text.h"
#include "evtx_check/event_xml.h"
#include "exported/export_text.h"
#include "exported/json_event.h"

namespace logonloom {
namespace {

// «Record 17», with which evtx_dump begins each.
bool IsRecordHeading(std::string_view line) {
  constexpr std::string_view kWord = "Record ";
  return line.starts_with(kWord) && ParseUnsigned(line.substr(kWord.size()));
}

// What both forms share: one piece of text, one record.
template <typename Parser>
class PieceReader {
 public:
  PieceReader(RecordSink& sink, ReadTally& tally) : sink_(sink), tally_(tally) {}

  void Read(const TextPiece& piece) {
    ++tally_.records_seen;
    Record record;
    const std::string reason = parser_.Read(piece.text, record);
    if (!reason.empty()) return Reject(piece, reason);
    if (!record.system.time_created)
      return Reject(piece, "it has no time, or one without a time zone");
    record.offset = piece.offset;
    record.size_bytes = static_cast<std::uint32_t>(piece.text.size());
    record.header_record_id = record.system.event_record_id.value_or(0);
    record.header_time = record.system.time_created;
    sink_.OnRecord(record);
  }

  void Reject(const TextPiece& piece, const std::string& reason) {
    ++tally_.records_rejected;
    Diagnostic diagnostic;
    diagnostic.code = "record_rejected";
    diagnostic.message = "The event at byte " + std::to_string(piece.offset) +
                         " cannot be read: " + reason + ". Export it again.";
    diagnostic.offset = piece.offset;
    sink_.OnDiagnostic(std::move(diagnostic));
  }

 private:
  Parser parser_;
  RecordSink& sink_;
  ReadTally& tally_;
};

class XmlReader : public RecordReader {
 public:
  std::string_view name() const override { return "xml"; }
  ReadTally Read(EvidenceSource& source, RecordSink& sink) override {
    ReadTally tally;
    PieceReader<EventXmlParser> reader(sink, tally);
    ExportText text(source);
    TextPiece piece;
    for (bool cut = false; text.NextEvent(piece, cut);) {
      if (!cut) {
        reader.Read(piece);
        continue;
      }
      ++tally.records_seen;
      tally.truncated = true;
      reader.Reject(piece, "the file ends inside it");
    }
    return tally;
  }
};

class JsonReader : public RecordReader {
 public:
  std::string_view name() const override { return "jsonl"; }
  ReadTally Read(EvidenceSource& source, RecordSink& sink) override {
    ReadTally tally;
    PieceReader<JsonEventParser> reader(sink, tally);
    ExportText text(source);
    for (TextPiece piece; text.NextObject(piece);)
      if (!IsRecordHeading(piece.text)) reader.Read(piece);
    return tally;
  }
};

}  // namespace

std::unique_ptr<RecordReader> MakeXmlReader() { return std::make_unique<XmlReader>(); }
std::unique_ptr<RecordReader> MakeJsonReader() { return std::make_unique<JsonReader>(); }

}  // namespace logonloom
