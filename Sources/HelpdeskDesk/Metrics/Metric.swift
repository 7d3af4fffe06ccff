/// A figure of a server for Prometheus, with a sample for each combination of its labels.
///
/// Names have the unit at the end, in its base form (seconds, bytes), and counters end in `_total`.
/// Source: https://prometheus.io/docs/practices/naming/
package struct Metric: Sendable {
    package enum Kind: String, Sendable {
        /// Only grows; from 0 again when the process starts.
        case counter
        case gauge
        case histogram
    }

    package typealias Labels = KeyValuePairs<String, String>

    /// A line of the exposition.
    package struct Sample: Sendable {
        /// After the metric's name: `_bucket`, `_sum`, `_count` of a histogram.
        package var suffix: String
        /// Labels name parts of the program and operations, never what somebody sent.
        package var labels: [(name: String, value: String)]
        package var value: Double

        init(suffix: String = "", labels: [(name: String, value: String)], value: Double) {
            self.suffix = suffix
            self.labels = labels
            self.value = value
        }
    }

    package let name: String
    package let kind: Kind
    /// A sentence.
    package let help: String
    package var samples: [Sample] = []

    package init(_ name: String, _ kind: Kind, help: String) {
        self.name = name
        self.kind = kind
        self.help = help
    }

    /// With one sample that has no labels.
    package init(_ name: String, _ kind: Kind, help: String, value: Double) {
        self.init(name, kind, help: help)
        add(value)
    }

    package mutating func add(_ value: Double, _ labels: Labels = [:]) {
        samples.append(Sample(labels: labels.map { ($0.key, $0.value) }, value: value))
    }

    package mutating func add(_ histogram: Histogram, _ labels: Labels = [:]) {
        let labels = labels.map { (name: $0.key, value: $0.value) }
        var total = 0
        for (bound, count) in zip(histogram.bounds, histogram.counts) {
            total += count
            samples.append(
                Sample(suffix: "_bucket", labels: labels + [("le", "\(bound)")], value: Double(total)))
        }
        samples.append(Sample(suffix: "_bucket", labels: labels + [("le", "+Inf")], value: Double(histogram.count)))
        samples.append(Sample(suffix: "_sum", labels: labels, value: histogram.sum))
        samples.append(Sample(suffix: "_count", labels: labels, value: Double(histogram.count)))
    }
}

/// How often values were in which range.
package struct Histogram: Hashable, Sendable {
    /// The largest value of each range, ascending. What is above the last one is only in ``count``.
    package let bounds: [Double]
    /// The values in each range.
    package private(set) var counts: [Int]
    package private(set) var count = 0
    package private(set) var sum = 0.0

    package init(bounds: [Double]) {
        self.bounds = bounds
        counts = Array(repeating: 0, count: bounds.count)
    }

    /// For the time in seconds until a request is answered. A long poll may take a minute, so there is room behind it for
    /// one that took too long.
    package static let requests = Histogram(
        bounds: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 61, 120])
    /// For the time in seconds of a transaction, and of what follows a commit.
    package static let transactions = Histogram(bounds: [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10])

    package mutating func add(_ value: Double) {
        count += 1
        sum += value
        if let index = bounds.firstIndex(where: { value <= $0 }) { counts[index] += 1 }
    }
}

/// A part of the program that has figures. They are asked for at each look of Prometheus, and must not wait for long.
package typealias MetricSource = @Sendable () async -> [Metric]

/// The operation that a task works for, as the metrics of the database name it: `GET /v1/changes`, or a part of the server.
package enum OperationName {
    @TaskLocal package static var current = "other"
}
