package import HelpdeskDesk

extension ObjectFiles {
    package func metrics() -> [Metric] {
        let use = store.use
        var bytes = Metric(
            "cabdesk_object_store_bytes_total", .counter,
            help: "Bytes of files sent to the object store and received from it.")
        bytes.add(Double(use.sent), ["direction": "sent"])
        bytes.add(Double(use.received), ["direction": "received"])
        return [
            Metric(
                "cabdesk_object_store_requests_total", .counter,
                help: "Requests to the object store, those that were tried again included.", value: Double(use.requests)
            ),
            Metric(
                "cabdesk_object_store_errors_total", .counter,
                help: "Requests to the object store that did not get what they asked for.", value: Double(use.errors)),
            bytes,
        ]
    }
}
