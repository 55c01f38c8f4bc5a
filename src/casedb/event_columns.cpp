#include "casedb/event_columns.h"

#include <algorithm>
#include <type_traits>
#include <unordered_map>

#include "base/packed_bytes.h"
#include "casedb/event_members.h"
#include "casedb/squeeze.h"

namespace logonloom {
namespace {

// The values of one member. Most members of most events are empty: zeros are counted only, and
// written when something else follows; a column of nothing takes no room.
struct Column {
  Packer bytes;
  std::size_t zeros = 0;  // at the end, not written yet
  std::uint64_t last = 0;
  Symbol last_text;
  std::uint64_t last_text_number = 0;

  void Number(std::uint64_t number) {
    if (number == 0) {
      ++zeros;
      return;
    }
    WriteZeros();
    bytes.Number(number);
  }
  void Raw(std::uint64_t number) {
    WriteZeros();
    bytes.Raw(number);
  }
  void WriteZeros() {
    bytes.Zeros(zeros);
    zeros = 0;
  }
};

class ColumnsOut {
 public:
  void Add(const Event& event) {
    next_ = columns_.data();
    VisitMembers(event, [this](const auto& member) { Put(member); });
  }

  std::string Pack(std::size_t events) {
    Packer all;
    all.Number(events);
    all.Number(texts_.size());
    for (const Symbol text : texts_) all.Text(text.view());
    for (Column& column : columns_) {
      if (!column.bytes.bytes().empty()) column.WriteZeros();
      all.Text(column.bytes.bytes());
    }
    return Squeeze(all.bytes());
  }

 private:
  Column& Next() { return *next_++; }

  void PutNumber(Column& column, std::uint64_t number) {
    const auto step = static_cast<std::int64_t>(number - column.last);
    column.Number(Packer::Folded(step));
    column.last = number;
  }

  template <typename T>
  void Put(const T& number) {
    PutNumber(Next(), static_cast<std::uint64_t>(number));
  }
  void Put(FileTime time) { Put(time.ticks); }
  template <typename T>
  void Put(const std::optional<T>& member) {
    Column& column = Next();
    column.Number(member ? 1 : 0);
    if constexpr (std::is_same_v<T, FileTime>) {
      if (member) PutNumber(column, static_cast<std::uint64_t>(member->ticks));
    } else {
      if (member) PutNumber(column, static_cast<std::uint64_t>(*member));
    }
  }
  void Put(Symbol text) {
    Column& column = Next();
    if (text.empty()) return column.Number(0);
    if (text != column.last_text) {
      column.last_text = text;
      const auto [known, added] = text_numbers_.try_emplace(text, texts_.size() + 1);
      if (added) texts_.push_back(text);
      column.last_text_number = known->second;
    }
    column.Number(column.last_text_number);
  }
  void Put(const RandomBits<const std::uint64_t>& bits) { Next().Raw(bits.number); }

  std::vector<Column> columns_ = std::vector<Column>(static_cast<std::size_t>(PackedMembers()));
  Column* next_ = nullptr;
  std::unordered_map<Symbol, std::uint64_t> text_numbers_;
  std::vector<Symbol> texts_;
};

class ColumnsIn {
 public:
  ColumnsIn(std::string_view bytes, StringPool& pool) : all_(bytes) {
    count_ = all_.Number();
    texts_.resize(all_.Count() + 1);
    for (std::size_t i = 1; i < texts_.size(); ++i) texts_[i] = pool.Intern(all_.Text());
    while (!all_.done()) {
      const std::string_view column = all_.Text();
      columns_.push_back({Unpacker(column), 0, column.empty()});
    }
    if (count_ > 0 && columns_.size() != static_cast<std::size_t>(PackedMembers()))
      throw PackedError();
  }

  std::uint64_t count() const { return count_; }

  void Get(Event& event) {
    next_ = 0;
    VisitMembers(event, [this](auto&& member) { Take(member); });
  }

 private:
  struct ReadColumn {
    Unpacker bytes;
    std::uint64_t last = 0;
    bool empty = false;
  };

  std::uint64_t NextNumber(ReadColumn& column) {
    if (!column.empty) column.last += static_cast<std::uint64_t>(column.bytes.Signed());
    return column.last;
  }

  template <typename T>
  void Take(T& number) {
    number = static_cast<T>(NextNumber(columns_[next_++]));
  }
  void Take(FileTime& time) { Take(time.ticks); }
  void Take(EventKind& kind) { TakeEnum(kind, EventKind::kActivity); }
  void Take(Recovery& recovery) { TakeEnum(recovery, Recovery::kCarved); }
  template <typename Enum>
  void TakeEnum(Enum& value, Enum last) {
    const std::uint64_t number = NextNumber(columns_[next_++]);
    if (number > static_cast<std::uint64_t>(last)) throw PackedError();
    value = static_cast<Enum>(number);
  }
  template <typename T>
  void Take(std::optional<T>& member) {
    ReadColumn& column = columns_[next_++];
    member.reset();
    if (column.empty || column.bytes.Number() == 0) return;
    if constexpr (std::is_same_v<T, FileTime>)
      member = FileTime{static_cast<std::int64_t>(NextNumber(column))};
    else
      member = static_cast<T>(NextNumber(column));
  }
  void Take(Symbol& text) {
    ReadColumn& column = columns_[next_++];
    const std::uint64_t number = column.empty ? 0 : column.bytes.Number();
    if (number >= texts_.size()) throw PackedError();
    text = texts_[static_cast<std::size_t>(number)];
  }
  void Take(RandomBits<std::uint64_t>& bits) { bits.number = columns_[next_++].bytes.Raw(); }

  Unpacker all_;
  std::uint64_t count_ = 0;
  std::vector<Symbol> texts_;
  std::vector<ReadColumn> columns_;
  std::size_t next_ = 0;
};

}  // namespace

struct EventPacker::Impl {
  ColumnsOut columns;
  std::size_t events = 0;
};

EventPacker::EventPacker() : impl_(std::make_unique<Impl>()) {}
EventPacker::~EventPacker() = default;

void EventPacker::Add(const Event& event) {
  impl_->columns.Add(event);
  ++impl_->events;
}

std::string EventPacker::Pack() { return impl_->columns.Pack(impl_->events); }

std::string PackEvents(std::span<const Event> events) {
  EventPacker packer;
  for (const Event& event : events) packer.Add(event);
  return packer.Pack();
}

void UnpackEvents(std::string_view packed, std::int32_t file_index, StringPool& pool,
                  std::vector<Event>& events) {
  const std::string bytes = Unsqueeze(packed);
  ColumnsIn columns(bytes, pool);
  // Each event takes the eight bytes of its hash at least: no more than that is believed.
  events.reserve(events.size() + static_cast<std::size_t>(
                                     std::min<std::uint64_t>(columns.count(), bytes.size() / 8)));
  for (std::uint64_t i = 0; i < columns.count(); ++i) {
    columns.Get(events.emplace_back());
    events.back().source.file_index = file_index;
  }
}

int PackedMembers() {
  int members = 0;
  const Event event;
  VisitMembers(event, [&members](const auto&) { ++members; });
  return members;
}

}  // namespace logonloom
