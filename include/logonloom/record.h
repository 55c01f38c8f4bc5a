// Records: what a reader yields from the bytes of an evidence file, before any interpretation.
// Two readers implement RecordReader (libevtx + pugixml in evtx_check, our own in evtx) and yield
// the same Record type, so that everything behind them runs on either.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "logonloom/types.h"

namespace logonloom {

// How a typed value is held; see Value. Sources: MS-EVEN6 2.2.12 (BinXmlValueType).
enum class ValueType : std::uint8_t {
  kNull,      // no value; `number` and `bytes` are empty
  kText,      // `bytes`: UTF-8 (lone surrogates as WTF-8)
  kInt,       // `number`: the two's complement bits of a signed integer
  kUint,      // `number`
  kHex,       // `number`, shown as 0x…; HexInt32, HexInt64, size_t
  kReal,      // `number`: bits of an IEEE double
  kBool,      // `number`: the raw 32-bit value, non-zero is true
  kFileTime,  // `number`: ticks as in FileTime (SYSTEMTIME is converted, precision 1 ms)
  kGuid,      // `bytes`: the 16 bytes as stored (first three parts little-endian)
  kSid,       // `bytes`: the binary SID
  kBinary,    // `bytes`: anything else, raw
};

// One value of a record. A reader that works from XML text yields kText for everything; code that
// interprets values must accept both the typed and the text form.
struct Value {
  ValueType type = ValueType::kNull;
  std::uint64_t number = 0;
  std::string_view bytes;  // owned by the reader, dies with the record
};

// Which part of the <Event> element a field stands in.
enum class Section : std::uint8_t {
  kEventData,
  kUserData,
  kProcessingErrorData,
  kRenderingInfo,
  kOther,  // any other child of <Event>, BinaryEventData, DebugData and bookmarks among them
};

// A leaf element (or an attribute of a UserData element) in document order. Repeated and nameless
// fields are kept as they come: a record is a list, not a map.
struct Field {
  Section section = Section::kEventData;
  std::string_view name;  // Data's Name, else the element's local name; empty for nameless Data
  std::string_view path;  // slash-joined element names below the section, «EventXML/User»
  Value value;
};

// How a record was reached in its file. Only `kListed` records are those that Windows itself lists.
enum class Recovery : std::uint8_t { kListed, kResync, kSlack, kHidden, kCarved };

// The <System> element. Absent parts are empty, nullopt or 0 as said.
struct SystemProperties {
  std::string_view provider;       // Provider/@Name
  std::string_view provider_guid;  // Provider/@Guid, as logged
  std::string_view channel;
  std::string_view computer;
  std::string_view user_sid;             // Security/@UserID, S-1-…
  std::string_view activity_id;          // Correlation/@ActivityID, {XXXXXXXX-…}, upper case
  std::string_view related_activity_id;  // Correlation/@RelatedActivityID
  std::uint32_t event_id = 0;
  std::uint32_t qualifiers = 0;
  std::uint32_t version = 0;
  std::uint32_t level = 0;
  std::uint32_t task = 0;
  std::uint32_t opcode = 0;
  std::uint64_t keywords = 0;
  std::optional<std::uint32_t> process_id;  // Execution/@ProcessID: the writer of the record
  std::optional<std::uint32_t> thread_id;
  std::optional<std::uint64_t> event_record_id;  // EventRecordID: the key, not the header's id
  std::optional<FileTime> time_created;
};

// How a record is built, where that is out of the ordinary; told by readers of the binary form.
struct RecordTraits {
  bool without_template = false;     // plain elements, as exports of forwarded events have them
  bool entity_in_attribute = false;  // an attribute is put together of several pieces
  bool several_roots = false;        // a value holds more than one element
  bool ansi_text = false;            // a text in the code page of its machine
};

// One record. All views are owned by the reader and valid only during RecordSink::OnRecord.
struct Record {
  std::uint64_t offset = 0;            // of the record's first byte in the file
  std::uint32_t size_bytes = 0;        // with header and size copy; 0 if the reader cannot tell
  std::uint64_t header_record_id = 0;  // id in the record header; renumbered by exports
  std::optional<FileTime> header_time;
  Recovery recovery = Recovery::kListed;
  bool complete = true;  // false: names or values of it are lost, as happens to recovered ones
  RecordTraits traits;
  SystemProperties system;
  std::span<const Field> fields;
  // Records of one shape have fields of the same sections, names and paths; 0 says nothing.
  std::uint64_t shape = 0;
};

enum class Severity : std::uint8_t { kInfo, kWarning, kError };

// Something that an analyst must know: bad data is a value, never an exception.
struct Diagnostic {
  Severity severity = Severity::kWarning;
  std::string code;              // stable snake_case word, «record_rejected»
  std::string message;           // one sentence: what, where, what to do
  std::string host;              // empty if it concerns no machine
  std::int64_t file_index = -1;  // into the run's evidence files; -1 if it concerns none
  std::optional<std::uint64_t> offset;
};

// What each byte of a file is. The sum is the file's size, for readers that account for bytes.
struct ByteTally {
  std::uint64_t headers = 0;    // of the file and its chunks
  std::uint64_t records = 0;    // listed records, and whole ones behind a damaged one
  std::uint64_t torn = 0;       // records whose header or size copy is damaged
  std::uint64_t recovered = 0;  // whole records in slack and in chunks without magic
  std::uint64_t residue = 0;    // unused space, and what is left of overwritten records
  std::uint64_t sum() const { return headers + records + torn + recovered + residue; }
};

// What one file held, counted by the reader. seen = delivered to the sink + rejected.
struct ReadTally {
  std::uint64_t chunks = 0;
  std::uint64_t records_seen = 0;
  std::uint64_t records_rejected = 0;   // could not be read; each has a diagnostic
  std::uint64_t records_recovered = 0;  // of those seen, the ones that are not kListed
  ByteTally bytes;                      // all 0 from a reader that does not account for bytes
  bool dirty = false;                   // the file header says that the log was not closed
  bool truncated = false;               // the file ends inside a chunk
  bool unreadable = false;              // nothing could be read; a diagnostic says why
};

// Random access to one piece of evidence; never writes. Implementations: files, archive members.
class EvidenceSource {
 public:
  virtual ~EvidenceSource() = default;
  virtual std::uint64_t size() const = 0;
  // Reads up to buffer.size() bytes at `offset`; returns the bytes read, fewer only at the end.
  // Throws std::system_error if the medium fails.
  virtual std::size_t ReadAt(std::uint64_t offset, std::span<std::byte> buffer) = 0;
  // Where the file system has these very bytes, for libraries that open files themselves; empty
  // for archive members and the like.
  virtual std::string local_path() const { return {}; }
};

class RecordSink {
 public:
  virtual ~RecordSink() = default;
  virtual void OnRecord(const Record& record) = 0;
  virtual void OnDiagnostic(Diagnostic diagnostic) = 0;
};

// Turns the bytes of one .evtx into records, in file order. One object per thread; an object may
// read many files, one after the other.
class RecordReader {
 public:
  virtual ~RecordReader() = default;
  virtual std::string_view name() const = 0;  // as in evidence_files.reader
  // Delivers every record it can read. One bad record costs itself alone and gives a diagnostic.
  virtual ReadTally Read(EvidenceSource& source, RecordSink& sink) = 0;
};

}  // namespace logonloom
