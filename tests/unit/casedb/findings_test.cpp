// What a case keeps of its files comes back as it was, or is refused.
#include "casedb/findings.h"

#include <gmock/gmock.h>

#include <random>

#include "base/packed_bytes.h"
#include "casedb/event_columns.h"
#include "casedb/event_members.h"
#include "casedb/squeeze.h"

namespace logonloom {
namespace {

// Gives each member a value of its own, by the number of its place.
class Filler {
 public:
  Filler(StringPool& pool, std::uint64_t seed) : pool_(pool), random_(seed) {}

  Event Next() {
    Event event;
    VisitMembers(event, [this](auto&& member) { Fill(member); });
    event.source.file_index = 7;
    return event;
  }

 private:
  template <typename T>
  void Fill(T& number) {
    number = static_cast<T>(random_());
  }
  void Fill(bool& yes) { yes = random_() % 2 == 0; }
  void Fill(FileTime& time) { Fill(time.ticks); }
  void Fill(EventKind& kind) { kind = static_cast<EventKind>(random_() % 20); }
  void Fill(Recovery& recovery) { recovery = static_cast<Recovery>(random_() % 3); }
  template <typename T>
  void Fill(std::optional<T>& member) {
    member.reset();
    if (random_() % 3 != 0) Fill(member.emplace());
  }
  void Fill(Symbol& text) {
    text = random_() % 3 == 0 ? Symbol() : pool_.Intern("text " + std::to_string(random_() % 50));
  }
  void Fill(RandomBits<std::uint64_t> bits) { Fill(bits.number); }
  template <typename T>
  void Fill(Running<T> running) {
    Fill(running.number);
  }

  StringPool& pool_;
  std::mt19937_64 random_;
};

// As text, so that a difference can be read.
std::string TextOf(const Event& event) {
  std::string text;
  const auto add = [&text](const auto& member) {
    using T = std::decay_t<decltype(member)>;
    if constexpr (std::is_same_v<T, Symbol>)
      text += std::string(member.view());
    else if constexpr (std::is_same_v<T, FileTime>)
      text += std::to_string(member.ticks);
    else
      text += std::to_string(static_cast<std::uint64_t>(member));
  };
  VisitMembers(event, [&]<typename T>(const T& member) {
    text += '|';
    if constexpr (requires { member.number; })
      add(member.number);
    else if constexpr (requires { member.has_value(); })
      member ? add(*member) : void(text += "none");
    else
      add(member);
  });
  return text;
}

std::vector<Event> SomeEvents(StringPool& pool) {
  Filler filler(pool, 1);
  std::vector<Event> events;
  for (int i = 0; i < 300; ++i) events.push_back(filler.Next());
  events.emplace_back();
  return events;
}

TEST(PackedEvents, ComeBackWithEveryMember) {
  StringPool pool, other;
  const std::vector<Event> events = SomeEvents(pool);
  std::vector<Event> back = {Event()};
  UnpackEvents(PackEvents(events), 3, other, back);
  ASSERT_EQ(back.size(), events.size() + 1);
  for (std::size_t i = 0; i < events.size(); ++i) {
    EXPECT_EQ(TextOf(back[i + 1]), TextOf(events[i]));
    EXPECT_EQ(back[i + 1].source.file_index, 3);
  }
}

TEST(PackedEvents, TakeLittleRoomIfTheyAreAlike) {
  StringPool pool;
  std::vector<Event> events(10'000);
  for (std::size_t i = 0; i < events.size(); ++i) {
    events[i].channel = pool.Intern("Security");
    events[i].record_id = 1000 + i;
    events[i].time = {static_cast<std::int64_t>(132'000'000'000'000'000 + 10'000'000 * i)};
    events[i].payload_hash = std::mt19937_64(i)();
  }
  EXPECT_LT(PackEvents(events).size(), events.size() * 10);
}

// What is kept of one kind must not leak into another, nor into the events in between.
TEST(PackedEvents, OfSeveralKindsComeBackInTheirOrder) {
  StringPool pool;
  std::vector<Event> events(100);
  for (std::size_t i = 0; i < events.size(); ++i) {
    Event& event = events[i];
    event.kind = i % 3 == 0 ? EventKind::kLogon : i % 7 == 0 ? EventKind::kLogoff : EventKind::kActivity;
    event.record_id = 10 + i;
    event.target.name = pool.Intern(i % 10 < 5 ? "alice" : "bob");
    if (i % 4 == 0) event.reason = static_cast<std::uint32_t>(i / 8);
    if (i > 50) event.target_logon_id = 0x3e7;
  }
  std::vector<Event> back;
  UnpackEvents(PackEvents(events), -1, pool, back);
  ASSERT_EQ(back.size(), events.size());
  for (std::size_t i = 0; i < events.size(); ++i) EXPECT_EQ(TextOf(back[i]), TextOf(events[i]));
}

TEST(PackedEvents, ComeBackWithThousandsOfTexts) {
  StringPool pool;
  std::vector<Event> events(5000);
  for (std::size_t i = 0; i < events.size(); ++i)
    events[i].target.name = pool.Intern("user" + std::to_string(i));
  std::vector<Event> back;
  UnpackEvents(PackEvents(events), -1, pool, back);
  ASSERT_EQ(back.size(), events.size());
  for (std::size_t i = 0; i < events.size(); ++i)
    ASSERT_EQ(back[i].target.name.view(), events[i].target.name.view());
}

TEST(PackedEvents, OfNoEventAreNone) {
  StringPool pool;
  std::vector<Event> back;
  UnpackEvents(PackEvents({}), 0, pool, back);
  EXPECT_TRUE(back.empty());
}

FindingsHead SomeHead(StringPool& pool) {
  FindingsHead head;
  head.size_bytes = 69'632;
  head.sha256 = std::string(64, 'a');
  head.reader = "evtx";
  head.damage = "Input/output error";
  head.tally.records_seen = 17;
  head.tally.bytes.torn = 99;
  head.tally.dirty = true;
  head.records = 16;
  head.filtered = 4;
  head.first_time = FileTime{-5};
  head.unread = {{4096, 512}, {1u << 20, 4096}};
  head.told = {{"record_torn", 120}};
  Diagnostic diagnostic;
  diagnostic.code = "record_torn";
  diagnostic.message = "A record is torn.";
  diagnostic.offset = 5000;
  head.diagnostics = {diagnostic};
  ChannelExtent extent;
  extent.computer = pool.Intern("WS01");
  extent.channel = pool.Intern("Security");
  extent.id_ranges = {{3, 9}, {100, 100}};
  extent.records = 8;
  extent.named = false;
  head.extents = {extent, extent};
  head.extents[1].first_time = FileTime{10};
  head.extents[1].last_time = FileTime{20};
  return head;
}

TEST(PackedHead, ComesBackAsItWas) {
  StringPool pool;
  const FindingsHead head = SomeHead(pool);
  const FindingsHead back = UnpackHead(Pack(head), 5, pool);
  EXPECT_EQ(Pack(back), Pack(head)) << "whatever is packed is unpacked";
  EXPECT_EQ(back.sha256, head.sha256);
  EXPECT_EQ(back.damage, head.damage);
  EXPECT_EQ(back.tally.bytes.torn, 99u);
  EXPECT_TRUE(back.tally.dirty);
  EXPECT_EQ(back.first_time, head.first_time);
  EXPECT_EQ(back.last_time, std::nullopt);
  EXPECT_EQ(back.unread, head.unread);
  EXPECT_EQ(back.told, head.told);
  ASSERT_EQ(back.diagnostics.size(), 1u);
  EXPECT_EQ(back.diagnostics[0].message, "A record is torn.");
  EXPECT_EQ(back.diagnostics[0].offset, 5000);
  EXPECT_EQ(back.diagnostics[0].file_index, 5);
  ASSERT_EQ(back.extents.size(), 2u);
  EXPECT_EQ(back.extents[0].first_time, std::nullopt);
  EXPECT_EQ(back.extents[1].last_time, FileTime{20});
  EXPECT_EQ(back.extents[0].channel.view(), "Security");
  EXPECT_EQ(back.extents[0].id_ranges, head.extents[0].id_ranges);
  EXPECT_FALSE(back.extents[0].named);
}

TEST(PackedChunk, ComesBackAsItWas) {
  const std::string chunk = std::string(1000, '\0') + "ElfChnk";
  EXPECT_EQ(UnpackChunk(PackChunk(70'000, chunk)), std::pair(std::uint64_t{70'000}, chunk));
}

// A case may come from anywhere: what is in it is checked, not believed.
TEST(PackedFindings, ThatAreDamagedAreRefused) {
  StringPool pool;
  const std::string events = PackEvents(SomeEvents(pool)), head = Pack(SomeHead(pool));
  std::vector<Event> back;
  for (std::size_t size = 0; size < head.size(); ++size)
    EXPECT_THROW(UnpackHead(std::string_view(head).substr(0, size), 0, pool), PackedError);
  for (std::size_t size = 0; size < events.size(); size += 97)
    EXPECT_THROW(UnpackEvents(std::string_view(events).substr(0, size), 0, pool, back),
                 PackedError);
}

std::string Around(std::string_view columns, std::string_view hashes) {
  Packer packer;
  packer.Text(Squeeze(columns));
  return packer.bytes() + std::string(hashes);
}

// With a right checksum around wrong bytes: only the bounds are left to protect.
TEST(PackedFindings, ThatAreForgedEndInAnErrorOrInEvents) {
  StringPool pool;
  const std::string packed = PackEvents(SomeEvents(pool));
  Unpacker parts(packed);  // the squeezed columns, then hashes as they are
  const std::string events = Unsqueeze(parts.Text());
  const std::string hashes(parts.Rest());
  const std::string head = Unsqueeze(Pack(SomeHead(pool)));
  std::mt19937 random(1);
  int refused = 0;
  for (int round = 0; round < 2000; ++round) {
    std::string bytes = round % 2 == 0 ? events : head;
    for (int i = 0; i < 3; ++i) bytes[random() % bytes.size()] = static_cast<char>(random());
    try {
      std::vector<Event> back;
      if (round % 2 == 0)
        UnpackEvents(Around(bytes, hashes), 0, pool, back);
      else
        UnpackHead(Squeeze(bytes), 0, pool);
    } catch (const PackedError&) {
      ++refused;
    }
  }
  EXPECT_GT(refused, 100);
}

TEST(Squeezed, SizesThatCannotBeAreRefusedUnread) {
  Packer packer;
  packer.Number(std::uint64_t{1} << 60);
  EXPECT_THROW(Unsqueeze(packer.bytes() + "xyz"), PackedError);
  EXPECT_THROW(Unsqueeze(""), PackedError);
  EXPECT_EQ(Unsqueeze(Squeeze("")), "");
}

}  // namespace
}  // namespace logonloom
