#include "slots_of.h"

#include "base/text.h"
#include "base/time.h"

namespace logonloom {
namespace {

class SlotWriter {
 public:
  SlotMap Take() { return std::move(slots_); }
  void Put(const char* name, Symbol text) {
    if (!text.empty()) slots_[name] = std::string(text.view());
  }
  void Put(const std::string& name, const Account& account) {
    Put((name + ".name").c_str(), account.name);
    Put((name + ".domain").c_str(), account.domain);
    Put((name + ".sid").c_str(), account.sid);
  }
  void PutHex(const char* name, std::uint64_t number) {
    if (number != 0) slots_[name] = HexText(number);
  }
  void PutNumber(const char* name, std::uint64_t number) {
    if (number != 0) slots_[name] = std::to_string(number);
  }
  void Put(const char* name, const std::optional<std::uint32_t>& number) {
    if (number) slots_[name] = std::to_string(*number);
  }
  void Put(const char* name, const std::optional<bool>& flag) {
    if (flag) slots_[name] = *flag ? "yes" : "no";
  }
  void Put(const char* name, const std::optional<FileTime>& time) {
    if (time) slots_[name] = FormatTime(*time);
  }

 private:
  SlotMap slots_;
};

void PutIdentity(const Event& e, SlotWriter& out) {
  out.Put("subject", e.subject);
  out.PutHex("subject_logon_id", e.subject_logon_id);
  out.Put("target", e.target);
  out.PutHex("target_logon_id", e.target_logon_id);
  out.PutHex("linked_logon_id", e.linked_logon_id);
  out.Put("outbound", e.outbound);
  out.Put("logon_guid", e.logon_guid);
  out.Put("elevated", e.elevated);
  out.Put("virtual_account", e.virtual_account);
  out.Put("restricted_admin", e.restricted_admin);
  out.Put("impersonation_level", e.impersonation_level);
  if (e.has_logon_type) out.Put("logon_type", std::optional(e.logon_type));
  out.Put("logon_process", e.logon_process);
  out.Put("auth_package", e.auth_package);
  out.Put("lm_package", e.lm_package);
  out.PutNumber("key_length", e.key_length);
  out.PutHex("status", e.status);
  out.PutHex("sub_status", e.sub_status);
  out.PutHex("ticket_encryption", e.ticket_encryption);
  out.Put("privileges", e.privileges);
  out.Put("disabled_privileges", e.disabled_privileges);
  out.Put("groups", e.groups);
}

void PutConnection(const Event& e, SlotWriter& out) {
  out.Put("workstation", e.workstation);
  out.Put("address", e.address);
  out.PutNumber("port", e.port);
  out.Put("session_name", e.session_name);
  out.Put("ts_session_id", e.ts_session_id);
  out.Put("other_session_id", e.other_session_id);
  out.Put("reason", e.reason);
  out.Put("server_name", e.server_name);
  out.Put("destination", e.destination);
  out.PutNumber("destination_port", e.destination_port);
  out.Put("direction", e.direction);
  out.PutNumber("protocol", e.protocol);
}

void PutDeeds(const Event& e, SlotWriter& out) {
  out.PutHex("process_id", e.process_id);
  out.PutHex("parent_process_id", e.parent_process_id);
  out.Put("process_name", e.process_name);
  out.Put("parent_process_name", e.parent_process_name);
  out.Put("command_line", e.command_line);
  out.Put("token_elevation", e.token_elevation);
  out.Put("integrity", e.integrity);
  out.Put("process_guid", e.process_guid);
  out.Put("parent_process_guid", e.parent_process_guid);
  out.PutHex("exit_status", e.exit_status);
  out.PutHex("flags", e.flags);
  out.Put("object", e.object);
  out.Put("object_path", e.object_path);
  out.Put("object_type", e.object_type);
  out.PutHex("access_mask", e.access_mask);
  out.PutHex("old_flags", e.old_flags);
  out.PutHex("handle_id", e.handle_id);
  out.Put("previous_time", e.previous_time);
  out.Put("new_time", e.new_time);
  out.Put("last_shutdown_good", e.last_shutdown_good);
  out.Put("duration_s", e.duration_s);
  out.Put("boot_id", e.boot_id);
  out.Put("message", e.message);
}

}  // namespace

SlotMap SlotsOf(const Event& event) {
  SlotWriter out;
  PutIdentity(event, out);
  PutConnection(event, out);
  PutDeeds(event, out);
  return out.Take();
}

Disposition NormaliserTest::Normalise(const Record& record) {
  diagnostics_.clear();
  return normaliser_->Normalise(record, event_, diagnostics_);
}

Event NormaliserTest::EventOf(const Record& record) {
  EXPECT_EQ(Normalise(record), Disposition::kEvent);
  return event_;
}

void NormaliserTest::ExpectEvent(RecordBuilder& builder, EventKind kind, const SlotMap& slots) {
  const Event typed = EventOf(builder.Typed());
  EXPECT_TRUE(diagnostics_.empty()) << diagnostics_[0].message;
  EXPECT_EQ(typed.kind, kind);
  EXPECT_EQ(SlotsOf(typed), slots);
  const Event rendered = EventOf(builder.Rendered());
  EXPECT_TRUE(diagnostics_.empty()) << diagnostics_[0].message;
  EXPECT_EQ(rendered.kind, kind);
  EXPECT_EQ(SlotsOf(rendered), slots);
  EXPECT_EQ(typed.payload_hash, rendered.payload_hash);
}

}  // namespace logonloom
