// The small language of tests/unit/correlate, with what programs and machines do.
#pragma once

#include <string>

#include "../correlate/log_script.h"
#include "logonloom/activity.h"

namespace logonloom {

// Correlation and what the activity stage made of it.
struct Traced {
  Correlation correlation;
  Activity activity;

  const EventPlace& PlaceOf(const std::string& channel, std::uint64_t record_id) const;
  const EventDetail& DetailOf(const std::string& channel, std::uint64_t record_id) const;
  // The logon id of the session that the record was given to; 0 if none.
  Luid OwnerOf(const std::string& channel, std::uint64_t record_id) const;
  // «kind basis from-id to-id» of each link, in order; «-» for an end without session.
  std::vector<std::string> Links() const;
  const Process& ProcessNumbered(std::uint64_t process_id) const;

 private:
  std::size_t IndexOf(const std::string& channel, std::uint64_t record_id) const;
};

class ActivityScript : public LogScript {
 public:
  // 4688: `creator` starts the program; `owner` 0 is the creator itself.
  Event& Start(double seconds, Luid creator, const std::string& user, std::uint64_t process_id,
               std::uint64_t parent_id, const std::string& image, Luid owner = 0);
  Event& End(double seconds, Luid id, std::uint64_t process_id, const std::string& image);
  // 5156. `outbound`: from this machine.
  Event& Connection(double seconds, bool outbound, const std::string& source, std::uint16_t port,
                    const std::string& destination, std::uint16_t destination_port,
                    std::uint64_t process_id, const std::string& image = {});
  // 4648
  Event& Credentials(double seconds, Luid caller, const std::string& user,
                     const std::string& server);
  Event& FromAddress(Event& logon, const std::string& address, std::uint16_t port,
                     const std::string& name = {});
  std::uint64_t Last(const std::string& channel) const;  // record id

  Traced Trace() const;
};

}  // namespace logonloom
