// Accesses to shares and objects, folded.
#include <gmock/gmock.h>

#include "activity_script.h"

namespace logonloom {
namespace {

constexpr Luid kAlice = 0x50000, kBob = 0x51000;

class Accesses : public testing::Test {
 protected:
  void SetUp() override {
    log.Boot(0);
    log.Logon(10, kAlice, "alice", 3);
    log.Logon(11, kBob, "bob", 3);
  }
  void File(double seconds, Luid id, const std::string& share, const std::string& path,
            std::uint32_t mask) {
    Event& e = log.Add("Security", EventKind::kShareFileAccess, 5145, seconds);
    e.subject_logon_id = id;
    e.object = log.Text(share);
    e.object_path = log.Text(path);
    e.access_mask = mask;
    e.address = log.Text("::ffff:10.0.0.7");
  }
  Event& Handle(double seconds, std::uint32_t id, std::uint64_t handle, const std::string& object) {
    Event& e = log.Add("Security", EventKind::kActivity, id, seconds);
    e.subject_logon_id = kAlice;
    e.process_id = 500;
    e.handle_id = handle;
    e.object = log.Text(object);
    return e;
  }
  ActivityScript log;
};

TEST_F(Accesses, OfOneSessionToOneFileAreOneWithTheirMasksTogether) {
  File(20, kAlice, "\\\\*\\C$", "a.txt", 1);
  File(25, kAlice, "\\\\*\\C$", "a.txt", 2);
  File(26, kBob, "\\\\*\\C$", "a.txt", 1);
  const Traced t = log.Trace();
  ASSERT_EQ(t.activity.accesses.size(), 2u);
  const ObjectAccess& a = t.activity.accesses[0];
  EXPECT_EQ(a.kind, "file");
  EXPECT_EQ(a.object, "\\\\*\\C$\\a.txt");
  EXPECT_EQ(a.source_ip, "10.0.0.7");
  EXPECT_EQ(a.access_mask, 3u);
  EXPECT_EQ(a.count, 2);
  EXPECT_EQ(a.first_time, At(20));
  EXPECT_EQ(a.last_time, At(25));
  const std::uint64_t last = log.Last("Security");
  EXPECT_EQ(t.DetailOf("Security", last - 2).access, 0);
  EXPECT_EQ(t.DetailOf("Security", last - 1).access, 0);
  EXPECT_EQ(t.DetailOf("Security", last).access, 1);
}

TEST_F(Accesses, ToObjectsOfTheDirectoryAreFoldedWithTheirRights) {
  const auto touch = [this](double seconds, Luid id, const std::string& properties) {
    Event& e = log.Add("Security", EventKind::kActivity, 4662, seconds);
    e.subject_logon_id = id;
    e.object = log.Text("DC=corp,DC=example");
    e.object_type = log.Text("%{19195a5b-6da0-11d0-afd3-00c04fd930c9}");
    e.access_mask = 0x100;
    e.message = log.Text(properties);
  };
  touch(20, kAlice, "%%7688 {one}");
  touch(21, kAlice, "%%7688 {two}");
  touch(22, kAlice, "%%7688 {one}");
  touch(23, kBob, "%%7688 {one}");
  const Traced t = log.Trace();
  ASSERT_EQ(t.activity.accesses.size(), 2u);
  const ObjectAccess& a = t.activity.accesses[0];
  EXPECT_EQ(a.kind, "directory");
  EXPECT_EQ(a.count, 3);
  EXPECT_EQ(a.first_time, At(20));
  EXPECT_EQ(a.last_time, At(22));
  EXPECT_EQ(a.properties.size(), 2u);
  const std::uint64_t last = log.Last("Security");
  for (std::uint64_t id = last - 3; id < last; ++id)
    EXPECT_EQ(t.DetailOf("Security", id).access, 0);
  EXPECT_EQ(t.DetailOf("Security", last).access, 1);
}

TEST_F(Accesses, ByIpcAreToPipes) {
  File(20, kAlice, "\\\\*\\IPC$", "svcctl", 1);
  EXPECT_EQ(log.Trace().activity.accesses.at(0).kind, "pipe");
}

TEST_F(Accesses, ToAHandleAreOfTheObjectThatItWasOpenedFor) {
  Handle(20, 4656, 0x80, "C:\\secret.txt").access_mask = 1;
  Handle(21, 4663, 0x80, "C:\\secret.txt").access_mask = 2;
  Handle(22, 4660, 0x80, "");
  Handle(23, 4658, 0x80, "");
  const Traced t = log.Trace();
  ASSERT_EQ(t.activity.accesses.size(), 1u);
  EXPECT_EQ(t.activity.accesses[0].count, 4);
  EXPECT_EQ(t.activity.accesses[0].access_mask, 3u);
  EXPECT_TRUE(t.activity.accesses[0].closed);
  EXPECT_TRUE(t.activity.accesses[0].deleted);
}

TEST_F(Accesses, ToAHandleThatIsUsedAgainAreOfTheNextObject) {
  Handle(20, 4656, 0x80, "C:\\one.txt");
  Handle(21, 4658, 0x80, "");
  Handle(22, 4656, 0x80, "C:\\two.txt");
  Handle(23, 4663, 0x80, "C:\\two.txt");
  const Traced t = log.Trace();
  ASSERT_EQ(t.activity.accesses.size(), 2u);
  EXPECT_EQ(t.activity.accesses[0].count, 2);
  EXPECT_EQ(t.activity.accesses[1].count, 2);
  EXPECT_FALSE(t.activity.accesses[1].closed);
}

}  // namespace
}  // namespace logonloom
