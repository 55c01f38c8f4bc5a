// Every member of an Event, one after the other, for what has to copy all of it.
#pragma once

#include <cstdint>

#include "logonloom/event.h"

namespace logonloom {

// A number without a pattern; anything else is often as in the event of that kind before.
template <typename Number>
struct RandomBits {
  Number& number;
};
// A number that goes on from record to record, whatever their kind.
template <typename Number>
struct Running {
  Number& number;
};

template <typename Source, typename Visit>
void VisitSource(Source& source, Visit& visit) {
  // The file is left out: its number is that of one run.
  auto& [offset, file_index, recovery, complete] = source;
  static_cast<void>(file_index);
  visit(Running{offset});
  visit(recovery);
  visit(complete);
}

template <typename Name, typename Visit>
void VisitAccount(Name& account, Visit& visit) {
  auto& [name, domain, sid] = account;
  visit(name);
  visit(domain);
  visit(sid);
}

// `event`: an Event, const or not. The list is that of the struct: with a member more or less it
// does not compile. Add a new member at its place, visit it, and all that is packed knows it.
template <typename SomeEvent, typename Visit>
void VisitMembers(SomeEvent& event, Visit visit) {
  auto& [time, record_id, target_logon_id, subject_logon_id, channel, computer, event_id,
         activity_id, kind, has_logon_type, elevated, virtual_account, last_shutdown_good,
         logon_type, logon_guid, subject, target, source, payload_hash, process_id, workstation,
         address, linked_logon_id, outbound, provider, version, writer_pid, writer_sid,
         logon_process, auth_package, lm_package, process_name, status, sub_status, port,
         destination_port, ts_session_id, other_session_id, reason, session_name, server_name,
         message, object, object_path, object_type, access_mask, destination, direction, protocol,
         parent_process_id, handle_id, parent_process_name, command_line, token_elevation,
         integrity, process_guid, parent_process_guid, exit_status, flags, old_flags, key_length,
         ticket_encryption, restricted_admin, previous_time, new_time, duration_s, boot_id,
         privileges, disabled_privileges, groups, impersonation_level] = event;
  visit(kind);
  VisitSource(source, visit);
  visit(provider);
  visit(channel);
  visit(computer);
  visit(event_id);
  visit(version);
  visit(Running{record_id});
  visit(Running{time.ticks});
  visit(RandomBits{payload_hash});
  visit(activity_id);
  visit(writer_pid);
  visit(writer_sid);
  VisitAccount(subject, visit);
  visit(subject_logon_id);
  VisitAccount(target, visit);
  visit(target_logon_id);
  visit(linked_logon_id);
  VisitAccount(outbound, visit);
  visit(logon_guid);
  visit(elevated);
  visit(virtual_account);
  visit(restricted_admin);
  visit(impersonation_level);
  visit(logon_type);
  visit(has_logon_type);
  visit(logon_process);
  visit(auth_package);
  visit(lm_package);
  visit(key_length);
  visit(status);
  visit(sub_status);
  visit(ticket_encryption);
  visit(privileges);
  visit(disabled_privileges);
  visit(groups);
  visit(workstation);
  visit(address);
  visit(port);
  visit(session_name);
  visit(ts_session_id);
  visit(other_session_id);
  visit(reason);
  visit(server_name);
  visit(destination);
  visit(destination_port);
  visit(direction);
  visit(protocol);
  visit(process_id);
  visit(parent_process_id);
  visit(process_name);
  visit(parent_process_name);
  visit(command_line);
  visit(token_elevation);
  visit(integrity);
  visit(process_guid);
  visit(parent_process_guid);
  visit(exit_status);
  visit(flags);
  visit(object);
  visit(object_path);
  visit(object_type);
  visit(access_mask);
  visit(old_flags);
  visit(handle_id);
  visit(previous_time);
  visit(new_time);
  visit(last_shutdown_good);
  visit(duration_s);
  visit(boot_id);
  visit(message);
}

}  // namespace logonloom
