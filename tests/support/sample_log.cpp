#include "support/sample_log.h"

#include "base/time.h"

namespace logonloom::support {

EventSpec SampleEvent(std::uint64_t record_id) {
  EventSpec spec;
  spec.provider = "Microsoft-Windows-Security-Auditing";
  spec.provider_guid = "{54849625-5478-4994-A5BA-3E3B0328C30D}";
  spec.event_id = 4634;
  spec.task = 12545;
  spec.keywords = 0x8020000000000000;
  spec.channel = "Security";
  spec.computer = "WS01.corp.example";
  spec.time = *ParseTime("2024-03-04T08:01:02.1234567Z") + Seconds(static_cast<double>(record_id));
  spec.record_id = record_id;
  spec.process_id = 700;
  spec.thread_id = 712;
  spec.payload = {EventData({{"TargetUserName", EvtxValue::String("alice")},
                             {"TargetLogonId", EvtxValue::Hex64(0x10000 + record_id)}})};
  return spec;
}

EvtxFile SampleLog(std::size_t count) {
  std::vector<EventSpec> specs;
  for (std::size_t i = 1; i <= count; ++i) specs.push_back(SampleEvent(i));
  return WriteEvtx(specs);
}

}  // namespace logonloom::support
