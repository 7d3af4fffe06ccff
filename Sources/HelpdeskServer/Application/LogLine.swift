import Foundation
import HelpdeskModels
import Logging

/// A line of the log: what happened, and for an answered request how.
///
/// Of an event's metadata only the fields below are written: what a library attaches may be what a client sent.
struct LogLine: Encodable {
    var time = Timestamp.now
    var level: String
    var message: String
    var method: String?
    /// As the OpenAPI document names it, never the path that was asked for.
    var route: String?
    /// The HTTP status code.
    var status: Int?
    /// Until the answer began; long polls included.
    var milliseconds: Int?
    /// Tells the lines of one request from those of others.
    var request: String?

    /// The names of the fields in metadata.
    enum Field: String {
        case method, route, status, milliseconds
        /// Hummingbird's name for it.
        case request = "hb.request.id"
    }

    /// `metadata` is the logger's own; the event's goes before it.
    init(_ event: LogEvent, metadata: Logger.Metadata) {
        level = event.level.rawValue
        message = Self.onOneLine(event.message.description)
        func value(_ field: Field) -> String? {
            (event.metadata?[field.rawValue] ?? metadata[field.rawValue])?.description
        }
        method = value(.method)
        route = value(.route)
        status = value(.status).flatMap { Int($0) }
        milliseconds = value(.milliseconds).flatMap { Int($0) }
        request = value(.request)
    }

    private static func onOneLine(_ text: String) -> String {
        func isControl(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.generalCategory == .control }
        guard text.unicodeScalars.contains(where: isControl) else { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.map { isControl($0) ? " " : $0 }))
    }

    func text(as format: ServerLog.Format) -> String {
        switch format {
        case .json:
            // Texts and numbers can always be written.
            return (try? WireJSON.encode(self)).map { String(decoding: $0, as: UTF8.self) } ?? ""
        case .text:
            // The message of a request says method, route and status.
            let fields = [milliseconds.map { "milliseconds=\($0)" }, request.map { "request=\($0)" }]
            return (["\(time)", level, message] + fields.compactMap(\.self)).joined(separator: " ")
        }
    }
}
