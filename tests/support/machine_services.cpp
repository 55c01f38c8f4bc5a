// Services, and what runs as SYSTEM.
#include "support/machine.h"
#include "support/system_events.h"

namespace logonloom::support {

Process Machine::InstallService(int logon, const std::string& service, const std::string& image,
                                FileTime at) {
  const Actor installer = Mention(logon);
  Security(at, ServiceInstalled4697(installer, service, image));
  log_.Emit(Channel::kSystem, at + Milliseconds(2),
            ServiceInstalled7045(service, image, installer.sid));
  return StartSystemProcess({0x294, "C:\\Windows\\System32\\services.exe"}, image, image,
                            at + Milliseconds(60));
}

Process Machine::StartSystemProcess(const Process& creator, const std::string& image,
                                    const std::string& command_line, FileTime at) {
  ProcessFacts facts;
  facts.subject = Self();
  facts.creator = creator;
  facts.created = NewProcess(image);
  facts.command_line = command_line;
  facts.label = "S-1-16-16384";
  Security(at, ProcessStart4688(facts, setup_.os));
  return facts.created;
}

void Machine::PortBound(std::uint32_t port, FileTime at) {
  Security(at, PortBound5158({1184, "\\device\\harddiskvolume2\\windows\\system32\\svchost.exe"}, port));
}

void Machine::ServiceChanged(const std::string& service, FileTime at) {
  log_.Emit(Channel::kSystem, at, ServiceState7036(service, "running"));
}

}  // namespace logonloom::support
