import HelpdeskDesk
import HelpdeskModels

/// What Prometheus gets to see of a server.
struct Exposition: Sendable {
    static let mediaType = "text/plain; version=0.0.4; charset=utf-8"

    let metrics: [Metric]

    init(_ metrics: [Metric]) {
        self.metrics = metrics
    }

    /// Everything of a server: `sources` are parts of the program beside it.
    init(_ environment: ServerEnvironment, sources: [MetricSource]) async {
        // First, because the rows of a database that is away are not worth a wait.
        let isReady = await environment.readiness.obstacle() == nil
        var metrics = [
            Metric(
                "cabdesk_ready", .gauge,
                help: "1 if the server can write to the database and the files, as /readyz says.",
                value: isReady ? 1 : 0)
        ]
        metrics += environment.metrics.metrics(
            openPolls: environment.polls.total, connections: environment.connections)
        metrics += await environment.desk.metrics(readingRows: isReady)
        metrics += environment.files.metrics()
        for source in sources { metrics += await source() }
        self.init(metrics)
    }

    /// The text format 0.0.4: https://prometheus.io/docs/instrumenting/exposition_formats/
    var text: String {
        var lines: [String] = []
        for metric in Self.merged(metrics) where !metric.samples.isEmpty {
            lines.append("# HELP \(metric.name) \(Self.escaped(metric.help, quotes: false))")
            lines.append("# TYPE \(metric.name) \(metric.kind.rawValue)")
            for sample in metric.samples {
                let labels = sample.labels.map { "\($0.name)=\"\(Self.escaped($0.value, quotes: true))\"" }
                let braces = labels.isEmpty ? "" : "{\(labels.joined(separator: ","))}"
                lines.append("\(metric.name)\(sample.suffix)\(braces) \(Self.number(sample.value))")
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// All samples of one name have to follow each other, whichever part of the program they come from.
    private static func merged(_ metrics: [Metric]) -> [Metric] {
        var merged: [Metric] = []
        for metric in metrics {
            if let index = merged.firstIndex(where: { $0.name == metric.name }) {
                merged[index].samples += metric.samples
            } else {
                merged.append(metric)
            }
        }
        return merged
    }

    private static func number(_ value: Double) -> String {
        Int(exactly: value).map { "\($0)" } ?? "\(value)"
    }

    private static func escaped(_ text: String, quotes: Bool) -> String {
        let escaped = text.replacing("\\", with: "\\\\").replacing("\n", with: "\\n")
        return quotes ? escaped.replacing("\"", with: "\\\"") : escaped
    }
}
