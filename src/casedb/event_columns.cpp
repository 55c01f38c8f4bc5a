#include "casedb/event_columns.h"

#include <array>
#include <bit>
#include <optional>

#include "base/flat_map.h"
#include "base/packed_bytes.h"
#include "casedb/event_members.h"
#include "casedb/squeeze.h"

namespace logonloom {
namespace {

// Most members of most events are what they were in the event of that kind before, so a column is
// kept for each member of each kind: how long it stays, how often it changes in a row, and the
// changes. A number that may be absent is two members: whether it is there, and the number.
//
// Packed: squeezed texts, columns of each kind, and the number of each event's kind; behind them
// the payload hashes as they are, since nothing makes them smaller.

constexpr std::size_t kKinds = static_cast<std::size_t>(EventKind::kActivity) + 1;

template <typename T>
constexpr std::size_t NumbersOf(const T&) {
  return 1;
}
template <typename T>
constexpr std::size_t NumbersOf(const std::optional<T>&) {
  return 2;
}
template <typename T>
constexpr std::size_t NumbersOf(const RandomBits<T>&) {
  return 0;
}
std::size_t NumbersOfEvent() {
  std::size_t numbers = 0;
  const Event event;
  VisitMembers(event, [&numbers](const auto& member) { numbers += NumbersOf(member); });
  return numbers;
}

class ColumnOut {
 public:
  // The member of event number `event` of its kind is not that of the one before.
  Packer& Change(std::uint64_t event) {
    if (event != end_) {
      WriteRun();
      begin_ = event;
    }
    end_ = event + 1;
    return changes_;
  }
  bool empty() const { return end_ == 0; }
  void WriteTo(Packer& all) {
    WriteRun();
    all.Text(runs_.bytes());
    all.Text(changes_.bytes());
  }

 private:
  void WriteRun() {
    if (end_ == begin_) return;
    runs_.Number(begin_ - written_);
    runs_.Number(end_ - begin_);
    written_ = begin_ = end_;
  }

  Packer runs_, changes_;
  std::uint64_t begin_ = 0, end_ = 0;  // of the changes in a row that are not written yet
  std::uint64_t written_ = 0;
};

struct KindOut {
  explicit KindOut(std::size_t members) : last(members), columns(members) {}
  std::uint64_t events = 0;
  std::vector<std::uint64_t> last;  // by member
  std::vector<ColumnOut> columns;
};

class ColumnsOut {
 public:
  void Add(const Event& event) {
    kind_ = &KindOf(event.kind);
    last_ = kind_->last.data();
    std::size_t member = 0;
    VisitMembers(event, [this, &member](const auto& value) { Put(value, member); });
    ++kind_->events;
  }

  std::string Pack() {
    Packer all;
    all.Number(texts_.size());
    for (const auto& [text, number] : texts_) all.Text(text.view());
    all.Number(kinds_.size());
    for (KindOut& kind : kinds_) {
      for (std::size_t member = 0; member < kind.columns.size(); ++member) {
        if (kind.columns[member].empty()) continue;
        all.Number(member + 1);
        kind.columns[member].WriteTo(all);
      }
      all.Number(0);
    }
    all.Text(kind_of_event_.bytes());
    Packer packed;
    packed.Text(Squeeze(all.bytes()));
    return packed.bytes() + hashes_.bytes();
  }

 private:
  KindOut& KindOf(EventKind kind) {
    std::uint16_t& number = numbers_of_kinds_[static_cast<std::size_t>(kind)];
    if (number == 0) {
      kinds_.emplace_back(previous_.size());
      number = static_cast<std::uint16_t>(kinds_.size());
    }
    kind_of_event_.Number(number - 1u);
    return kinds_[number - 1u];
  }

  void PutNumber(std::uint64_t number, std::size_t member) {
    if (number != last_[member]) ChangeNumber(number, member);
  }
  [[gnu::noinline]] void ChangeNumber(std::uint64_t number, std::size_t member) {
    Packer& changes = kind_->columns[member].Change(kind_->events);
    changes.Signed(static_cast<std::int64_t>(number - last_[member]));
    last_[member] = number;
  }
  [[gnu::noinline]] void ChangeText(Symbol text, std::size_t member) {
    kind_->columns[member].Change(kind_->events).Number(NumberOf(text));
    last_[member] = std::bit_cast<std::uint32_t>(text);
  }

  template <typename T>
  void Put(const T& number, std::size_t& member) {
    PutNumber(static_cast<std::uint64_t>(number), member++);
  }
  void Put(FileTime time, std::size_t& member) { Put(time.ticks, member); }
  template <typename T>
  void Put(const std::optional<T>& number, std::size_t& member) {
    Put(number.has_value(), member);
    if (number)
      Put(*number, member);
    else
      ++member;
  }
  void Put(Symbol text, std::size_t& member) {
    if (std::bit_cast<std::uint32_t>(text) != last_[member]) ChangeText(text, member);
    ++member;
  }
  template <typename T>
  void Put(const Running<T>& running, std::size_t& member) {
    const auto number = static_cast<std::uint64_t>(running.number);
    const std::uint64_t step = number - previous_[member];
    previous_[member] = number;
    PutNumber(step, member++);
  }
  void Put(const RandomBits<const std::uint64_t>& bits, std::size_t&) { hashes_.Raw(bits.number); }

  // From 1 in the order of their coming; 0 is the empty text.
  std::uint64_t NumberOf(Symbol text) {
    if (text.empty()) return 0;
    const auto [number, added] = texts_.Add(text);
    if (added) number = texts_.size();
    return number;
  }

  std::array<std::uint16_t, kKinds> numbers_of_kinds_ = {};  // from 1, 0: none of that kind yet
  std::vector<KindOut> kinds_;
  std::vector<std::uint64_t> previous_ = std::vector<std::uint64_t>(NumbersOfEvent());  // of any kind
  Packer kind_of_event_, hashes_;
  FlatMap<Symbol, std::uint64_t> texts_;  // with their numbers
  KindOut* kind_ = nullptr;         // of the event that is being added
  std::uint64_t* last_ = nullptr;  // its members
};

class ColumnIn {
 public:
  ColumnIn() = default;
  ColumnIn(std::string_view runs, std::string_view changes) : runs_(runs), changes_(changes) {}

  std::uint64_t NextNumber() {
    if (Changes()) last_ += static_cast<std::uint64_t>(changes_.Signed());
    return last_;
  }
  std::uint64_t NextText() {
    if (Changes()) last_ = changes_.Number();
    return last_;
  }

 private:
  bool Changes() {
    if (changing_ == 0 && staying_ == 0 && !runs_.done()) {
      staying_ = runs_.Number();
      changing_ = runs_.Number();
    }
    if (staying_ > 0) {
      --staying_;
      return false;
    }
    if (changing_ == 0) return false;
    --changing_;
    return true;
  }

  Unpacker runs_, changes_;
  std::uint64_t staying_ = 0, changing_ = 0;
  std::uint64_t last_ = 0;
};

class ColumnsIn {
 public:
  ColumnsIn(std::string_view bytes, std::string_view hashes, StringPool& pool)
      : all_(bytes), hashes_(hashes) {
    texts_.resize(all_.Count() + 1);
    for (std::size_t i = 1; i < texts_.size(); ++i) texts_[i] = pool.Intern(all_.Text());
    const std::size_t kinds = all_.Count();
    if (kinds > kKinds) throw PackedError();
    kinds_.assign(kinds, std::vector<ColumnIn>(previous_.size()));
    for (std::vector<ColumnIn>& columns : kinds_) {
      for (std::uint64_t member = all_.Number(); member != 0; member = all_.Number()) {
        if (member > columns.size()) throw PackedError();
        const std::string_view runs = all_.Text();
        columns[static_cast<std::size_t>(member - 1)] = {runs, all_.Text()};
      }
    }
    kind_of_event_ = Unpacker(all_.Text());
    if (!all_.done()) throw PackedError();
  }

  bool done() const { return hashes_.done() && kind_of_event_.done(); }

  void Get(Event& event) {
    const std::uint64_t kind = kind_of_event_.Number();
    if (kind >= kinds_.size()) throw PackedError();
    columns_ = kinds_[static_cast<std::size_t>(kind)].data();
    std::size_t member = 0;
    VisitMembers(event, [this, &member](auto&& value) { Take(value, member); });
  }

 private:
  template <typename T>
  void Take(T& number, std::size_t& member) {
    number = static_cast<T>(columns_[member++].NextNumber());
  }
  void Take(FileTime& time, std::size_t& member) { Take(time.ticks, member); }
  void Take(EventKind& kind, std::size_t& member) { TakeEnum(kind, EventKind::kActivity, member); }
  void Take(Recovery& recovery, std::size_t& member) {
    TakeEnum(recovery, Recovery::kCarved, member);
  }
  template <typename Enum>
  void TakeEnum(Enum& value, Enum last, std::size_t& member) {
    const std::uint64_t number = columns_[member++].NextNumber();
    if (number > static_cast<std::uint64_t>(last)) throw PackedError();
    value = static_cast<Enum>(number);
  }
  template <typename T>
  void Take(std::optional<T>& number, std::size_t& member) {
    bool there = false;
    Take(there, member);
    Take(number.emplace(), member);
    if (!there) number.reset();
  }
  void Take(Symbol& text, std::size_t& member) {
    const std::uint64_t number = columns_[member++].NextText();
    if (number >= texts_.size()) throw PackedError();
    text = texts_[static_cast<std::size_t>(number)];
  }
  template <typename T>
  void Take(Running<T>& running, std::size_t& member) {
    previous_[member] += columns_[member].NextNumber();
    running.number = static_cast<T>(previous_[member++]);
  }
  void Take(RandomBits<std::uint64_t>& bits, std::size_t&) { bits.number = hashes_.Raw(); }

  Unpacker all_, hashes_, kind_of_event_;
  std::vector<Symbol> texts_;
  std::vector<std::uint64_t> previous_ = std::vector<std::uint64_t>(NumbersOfEvent());
  std::vector<std::vector<ColumnIn>> kinds_;
  ColumnIn* columns_ = nullptr;  // of the kind of the event that is being read
};

}  // namespace

struct EventPacker::Impl {
  ColumnsOut columns;
};

EventPacker::EventPacker() : impl_(std::make_unique<Impl>()) {}
EventPacker::~EventPacker() = default;

void EventPacker::Add(const Event& event) { impl_->columns.Add(event); }

std::string EventPacker::Pack() { return impl_->columns.Pack(); }

std::string PackEvents(std::span<const Event> events) {
  EventPacker packer;
  for (const Event& event : events) packer.Add(event);
  return packer.Pack();
}

void UnpackEvents(std::string_view packed, std::int32_t file_index, StringPool& pool,
                  std::vector<Event>& events) {
  Unpacker parts(packed);
  const std::string bytes = Unsqueeze(parts.Text());
  ColumnsIn columns(bytes, parts.Rest(), pool);
  // Each event has the eight bytes of its hash: no more than that is believed.
  events.reserve(events.size() + parts.Rest().size() / 8);
  while (!columns.done()) {
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
