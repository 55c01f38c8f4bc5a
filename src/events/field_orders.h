// The names of events' fields in the order of their templates: recovered records whose template is
// lost have values alone.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "events/catalogue.h"
#include "logonloom/record.h"

namespace logonloom {

// Several orders of one version differ in their number of names.
struct FieldOrder {
  std::uint32_t event_id;
  Versions versions;
  // Separated by one space. «Subject*», «Target*»: SID, name, domain, logon id; «Data»: nameless.
  std::string_view names;
};

struct ProviderOrders {
  std::string_view provider;  // compared without case
  Section section;            // where its fields stand
  std::span<const FieldOrder> orders;
};

std::span<const FieldOrder> LogonFieldOrders();
std::span<const FieldOrder> AccountFieldOrders();
std::span<const FieldOrder> PolicyFieldOrders();
std::span<const ProviderOrders> SystemFieldOrders();
std::span<const ProviderOrders> RemoteFieldOrders();

// Whether the record has values, but no name for any of them.
bool IsNameless(const Record& record);

// The fields of a nameless record with the names and the section that they had; empty if no order
// is known for exactly so many. Valid as long as the record.
std::vector<Field> NamedFields(const Record& record);

}  // namespace logonloom
