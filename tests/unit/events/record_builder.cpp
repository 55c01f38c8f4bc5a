#include "record_builder.h"

#include <charconv>
#include <sstream>

#include "base/text.h"
#include "base/time.h"
#include "model/identifiers.h"

namespace logonloom {
namespace {

Value TextValue(std::string_view text) { return {ValueType::kText, 0, text}; }

std::string PaddedHex(std::uint64_t number) {
  const std::string digits = HexText(number).substr(2);
  return "0x" + std::string(16 - digits.size(), '0') + digits;
}

std::string BytesOf(std::string_view hex_digits) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < hex_digits.size(); i += 2)
    bytes += static_cast<char>(*ParseUnsigned("0x" + std::string(hex_digits.substr(i, 2))));
  return bytes;
}

}  // namespace

std::string SidBytes(std::string_view text) {
  std::istringstream parts{std::string(text.substr(4))};
  std::vector<std::uint64_t> numbers;
  for (std::string part; std::getline(parts, part, '-');) numbers.push_back(*ParseUnsigned(part));
  std::string bytes = {1, static_cast<char>(numbers.size() - 1)};
  for (int shift = 40; shift >= 0; shift -= 8)
    bytes += static_cast<char>(numbers[0] >> shift & 0xff);
  for (std::size_t i = 1; i < numbers.size(); ++i)
    for (int shift = 0; shift < 32; shift += 8)
      bytes += static_cast<char>(numbers[i] >> shift & 0xff);
  return bytes;
}

RecordBuilder::RecordBuilder(std::string provider, std::string channel, std::uint32_t event_id,
                             std::uint32_t version) {
  system.provider = texts_.emplace_back(std::move(provider));
  system.channel = texts_.emplace_back(std::move(channel));
  system.computer = "PC1.example.org";
  system.event_id = event_id;
  system.version = version;
  system.event_record_id = 1234;
  system.time_created = ParseTime("2021-02-12T12:34:30.0502110Z");
}

RecordBuilder& RecordBuilder::Add(std::string name, Value value, std::string bytes,
                                  std::string rendered) {
  const std::string_view kept_name = texts_.emplace_back(std::move(name));
  value.bytes = texts_.emplace_back(std::move(bytes));
  typed_.push_back({section_, kept_name, kept_name, value});
  rendered_.push_back(
      {section_, kept_name, kept_name, TextValue(texts_.emplace_back(std::move(rendered)))});
  return *this;
}

RecordBuilder& RecordBuilder::Text(std::string name, std::string text) {
  return Add(std::move(name), {ValueType::kText, 0, {}}, text, text);
}

RecordBuilder& RecordBuilder::Uint(std::string name, std::uint64_t number) {
  return Add(std::move(name), {ValueType::kUint, number, {}}, {}, std::to_string(number));
}

RecordBuilder& RecordBuilder::Int(std::string name, std::int64_t number) {
  return Add(std::move(name), {ValueType::kInt, static_cast<std::uint64_t>(number), {}}, {},
             std::to_string(number));
}

RecordBuilder& RecordBuilder::Hex(std::string name, std::uint64_t number) {
  return Add(std::move(name), {ValueType::kHex, number, {}}, {}, PaddedHex(number));
}

RecordBuilder& RecordBuilder::Bool(std::string name, bool flag) {
  return Add(std::move(name), {ValueType::kBool, flag ? 1u : 0u, {}}, {}, flag ? "true" : "false");
}

RecordBuilder& RecordBuilder::Sid(std::string name, std::string_view text) {
  return Add(std::move(name), {ValueType::kSid, 0, {}}, SidBytes(text), std::string(text));
}

RecordBuilder& RecordBuilder::Guid(std::string name, std::string_view text) {
  return Add(std::move(name), {ValueType::kGuid, 0, {}}, *ParseGuid(text), std::string(text));
}

RecordBuilder& RecordBuilder::Time(std::string name, std::string_view iso) {
  const auto ticks = static_cast<std::uint64_t>(ParseTime(iso)->ticks);
  std::string rendered = FormatTime(*ParseTime(iso));
  rendered.insert(rendered.size() - 1, "00");
  return Add(std::move(name), {ValueType::kFileTime, ticks, {}}, {}, rendered);
}

RecordBuilder& RecordBuilder::Binary(std::string name, std::string_view hex_digits) {
  return Add(std::move(name), {ValueType::kBinary, 0, {}}, BytesOf(hex_digits),
             std::string(hex_digits));
}

RecordBuilder& RecordBuilder::Null(std::string name) {
  return Add(std::move(name), {ValueType::kNull, 0, {}}, {}, {});
}

RecordBuilder& RecordBuilder::InUserData() {
  section_ = Section::kUserData;
  return *this;
}

RecordBuilder& RecordBuilder::Account(const std::string& prefix, std::string_view sid,
                                      std::string name, std::string domain,
                                      std::uint64_t logon_id) {
  Sid(prefix + "UserSid", sid);
  Text(prefix + "UserName", std::move(name));
  Text(prefix + "DomainName", std::move(domain));
  return Hex(prefix + "LogonId", logon_id);
}

Record RecordBuilder::Make(const std::vector<Field>& fields) const {
  Record record;
  record.offset = 4096;
  record.header_record_id = 7;
  record.header_time = ParseTime("2021-02-12T12:34:31Z");
  record.system = system;
  record.fields = fields;
  return record;
}

Record RecordBuilder::Typed() { return Make(typed_); }
Record RecordBuilder::Rendered() { return Make(rendered_); }

Record RecordBuilder::Nameless() {
  nameless_.clear();
  for (const Field& field : typed_) nameless_.push_back({Section::kOther, {}, {}, field.value});
  Record record = Make(nameless_);
  record.complete = false;
  return record;
}

}  // namespace logonloom
