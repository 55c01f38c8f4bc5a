// Records written field by field, once as typed values and once as an XML reader renders them.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "logonloom/record.h"

namespace logonloom {

// Provider, channel and the like of Windows logs, for tests.
inline constexpr const char* kAuditing = "Microsoft-Windows-Security-Auditing";

class RecordBuilder {
 public:
  RecordBuilder(std::string provider, std::string channel, std::uint32_t event_id,
                std::uint32_t version = 0);

  RecordBuilder& Text(std::string name, std::string text);
  RecordBuilder& Uint(std::string name, std::uint64_t number);
  RecordBuilder& Int(std::string name, std::int64_t number);
  RecordBuilder& Hex(std::string name, std::uint64_t number);
  RecordBuilder& Bool(std::string name, bool flag);
  RecordBuilder& Sid(std::string name, std::string_view text);
  RecordBuilder& Guid(std::string name, std::string_view text);
  RecordBuilder& Time(std::string name, std::string_view iso);
  RecordBuilder& Binary(std::string name, std::string_view hex_digits);
  RecordBuilder& Null(std::string name);
  // Puts the fields that follow into UserData.
  RecordBuilder& InUserData();
  // Of an account: SubjectUserSid, SubjectUserName, SubjectDomainName, SubjectLogonId or Target….
  RecordBuilder& Account(const std::string& prefix, std::string_view sid, std::string name,
                         std::string domain, std::uint64_t logon_id);

  SystemProperties system;
  // Both are valid as long as the builder is not changed.
  Record Typed();
  Record Rendered();  // every value text; hex numbers padded to 16 digits, times to 9 decimals
  Record Nameless();  // as recovered without its template: the typed values alone

 private:
  RecordBuilder& Add(std::string name, Value value, std::string bytes, std::string rendered);
  Record Make(const std::vector<Field>& fields) const;

  std::deque<std::string> texts_;  // owns all views
  Section section_ = Section::kEventData;
  std::vector<Field> typed_, rendered_, nameless_;
};

// The binary form of a SID text.
std::string SidBytes(std::string_view text);

}  // namespace logonloom
