// Links over machines, and tunnels: an arrival on one machine and what the machine that it came
// from recorded. Rules: docs/correlation.md, «Activity».
#pragma once

#include "activity/arrivals.h"
#include "activity/connection_pairs.h"
#include "activity/link_list.h"
#include "activity/machines.h"
#include "activity/processes.h"

namespace logonloom {

void LinkArrivals(const Scene& scene, const BulkList<Process>& processes,
                  const BulkList<EventDetail>& details, const BulkList<Arrival>& arrivals,
                  const Machines& machines, const ConnectionPairs& pairs, LinkList& links);

}  // namespace logonloom
