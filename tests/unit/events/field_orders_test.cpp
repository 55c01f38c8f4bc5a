// Recovered records without names: their values mean what they did in the template.
#include "events/field_orders.h"

#include <map>
#include <set>

#include "slots_of.h"

namespace logonloom {
namespace {

using FieldOrders = NormaliserTest;

RecordBuilder GroupsOfALogon() {
  RecordBuilder b(kAuditing, "Security", 4627);
  b.Account("Subject", "S-1-5-18", "PC1$", "EXAMPLE", 0x3e7);
  b.Account("Target", "S-1-5-21-1-2-3-1001", "alice", "EXAMPLE", 0x345678).Uint("LogonType", 2);
  b.Uint("EventIdx", 1).Uint("EventCountTotal", 1).Text("GroupMembership", "%{S-1-1-0}");
  return b;
}

// The same slots and, so that a second copy is known as one, the same hash.
TEST_F(FieldOrders, GiveNamelessValuesTheSameMeaning) {
  RecordBuilder b = GroupsOfALogon();
  const Event named = EventOf(b.Typed());
  const Event nameless = EventOf(b.Nameless());
  EXPECT_TRUE(diagnostics_.empty());
  EXPECT_EQ(nameless.kind, EventKind::kLogonGroups);
  EXPECT_EQ(SlotsOf(nameless), SlotsOf(named));
  EXPECT_EQ(nameless.payload_hash, named.payload_hash);
  EXPECT_FALSE(nameless.source.complete);
}

TEST_F(FieldOrders, KnowTheSectionOfTheirProvider) {
  RecordBuilder b("Microsoft-Windows-TerminalServices-LocalSessionManager",
                  "Microsoft-Windows-TerminalServices-LocalSessionManager/Operational", 21);
  b.InUserData().Text("User", "EXAMPLE\\alice").Uint("SessionID", 2).Text("Address", "10.0.0.5");
  const Event named = EventOf(b.Typed());
  const Event nameless = EventOf(b.Nameless());
  EXPECT_EQ(SlotsOf(nameless), SlotsOf(named));
  EXPECT_EQ(nameless.payload_hash, named.payload_hash);
}

TEST_F(FieldOrders, OfProcessStartsAreTwoForVersion2) {
  RecordBuilder b(kAuditing, "Security", 4688, 2);
  b.Account("Subject", "S-1-5-18", "PC1$", "EXAMPLE", 0x3e7).Hex("NewProcessId", 0x1a4);
  b.Text("NewProcessName", "C:\\a.exe").Text("TokenElevationType", "%%1936");
  b.Hex("ProcessId", 0x4).Text("CommandLine", "a").Account("Target", "S-1-0-0", "-", "-", 0);
  EXPECT_EQ(SlotsOf(EventOf(b.Nameless())), SlotsOf(EventOf(b.Typed())));
  b.Text("ParentProcessName", "C:\\b.exe").Sid("MandatoryLabel", "S-1-16-16384");
  EXPECT_EQ(SlotsOf(EventOf(b.Nameless())), SlotsOf(EventOf(b.Typed())));
}

TEST_F(FieldOrders, KeepTheDataOfClassicEventsNameless) {
  RecordBuilder b("EventLog", "System", 6011);
  b.Text("", "OLDNAME").Text("", "NEWNAME");
  const SlotMap slots = {{"object", "OLDNAME"}, {"server_name", "NEWNAME"}};
  EXPECT_EQ(SlotsOf(EventOf(b.Typed())), slots);
  EXPECT_EQ(SlotsOf(EventOf(b.Nameless())), slots);
}

TEST_F(FieldOrders, OfAnotherCountOrVersionMakeNoEvent) {
  RecordBuilder more = GroupsOfALogon();
  more.Text("Extra", "x");
  EXPECT_EQ(Normalise(more.Nameless()), Disposition::kFiltered);
  RecordBuilder newer = GroupsOfALogon();
  newer.system.version = 9;
  EXPECT_EQ(Normalise(newer.Nameless()), Disposition::kFiltered);
  EXPECT_EQ(Normalise(newer.Typed()), Disposition::kEvent);
}

TEST_F(FieldOrders, AreNotForRecordsThatAreWhole) {
  RecordBuilder b("Microsoft-Windows-Kernel-Power", "System", 41, 1);
  b.Uint("BugcheckCode", 0x1e).Hex("BugcheckParameter", 0);
  Record whole = b.Nameless();
  EXPECT_TRUE(IsNameless(whole));
  whole.complete = true;
  EXPECT_FALSE(IsNameless(whole));
  EXPECT_TRUE(EventOf(whole).status == 0);
}

std::vector<std::pair<std::string_view, FieldOrder>> AllOrders() {
  std::vector<std::pair<std::string_view, FieldOrder>> all;
  for (const auto orders : {LogonFieldOrders(), AccountFieldOrders(), PolicyFieldOrders()})
    for (const FieldOrder& order : orders) all.push_back({kAuditing, order});
  for (const auto group : {SystemFieldOrders(), RemoteFieldOrders()})
    for (const ProviderOrders& provider : group)
      for (const FieldOrder& order : provider.orders) all.push_back({provider.provider, order});
  return all;
}

TEST(FieldOrderTable, HasWordsSeparatedByOneSpace) {
  for (const auto& [provider, order] : AllOrders()) {
    EXPECT_LE(order.versions.first, order.versions.last) << order.event_id;
    EXPECT_EQ(order.names.find("  "), std::string_view::npos) << order.names;
    EXPECT_FALSE(order.names.starts_with(' ') || order.names.ends_with(' ')) << order.names;
  }
}

// Of two orders for one version only their count can tell which it is.
TEST(FieldOrderTable, TellsOrdersOfOneVersionByTheirCount) {
  std::set<std::tuple<std::string_view, std::uint32_t, std::uint32_t, std::ptrdiff_t>> seen;
  for (const auto& [provider, order] : AllOrders())
    for (std::uint32_t version = order.versions.first; version <= order.versions.last; ++version) {
      std::ptrdiff_t count = 1;
      for (std::size_t at = 0; (at = order.names.find(' ', at)) != std::string_view::npos; ++at)
        ++count;
      for (const std::string_view four : {"Subject*", "Target*"})
        if (order.names.find(four) != std::string_view::npos) count += 3;
      EXPECT_TRUE(seen.insert({provider, order.event_id, version, count}).second)
          << provider << " " << order.event_id;
    }
}

}  // namespace
}  // namespace logonloom
