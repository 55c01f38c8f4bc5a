// The System events of a machine's life. Channel, computer, time and record id are given by
// WindowsLog.
#pragma once

#include <cstdint>
#include <string>

#include "support/event_spec.h"
#include "support/security_events.h"

namespace logonloom::support {

EventSpec KernelStarted12(FileTime start, Os os);
EventSpec KernelStopping13(FileTime stop);
EventSpec UncleanReboot41();
EventSpec EventLogStarted6005(FileTime now);
EventSpec EventLogStopped6006();
// The last moment that the machine is known to have lived; local time = UTC.
EventSpec UnexpectedShutdown6008(FileTime last_alive);
EventSpec OsVersion6009(Os os);
// `kind`: «restart» or «power off».
EventSpec ShutdownRequested1074(const std::string& host, const std::string& kind,
                                const std::string& user, const std::string& user_sid);
EventSpec OtherLogCleared104(const Actor& subject, const std::string& channel);
EventSpec ServiceInstalled7045(const std::string& name, const std::string& image,
                               const std::string& user_sid);
EventSpec ServiceState7036(const std::string& name, const std::string& state);
EventSpec WinlogonLogon7001(std::uint32_t session_id, const std::string& sid);
EventSpec WinlogonLogoff7002(std::uint32_t session_id, const std::string& sid);

}  // namespace logonloom::support
