import Foundation
import HelpdeskDesk
import HelpdeskModels
import Hummingbird

extension Request {
    /// A query parameter as text; nil if it is not given.
    func query(_ name: String) -> String? {
        uri.queryParameters[Substring(name)].map(String.init)
    }

    /// A query parameter as a number in `range`, where larger ones become the largest.
    func query(_ name: String, in range: ClosedRange<Int>, default standard: Int) throws -> Int {
        guard let text = query(name) else { return standard }
        let isDigits = !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
        // A number too large for Int is a large number all the same.
        let number = Int(text) ?? Int.max
        guard isDigits, number >= range.lowerBound else {
            throw ProblemError(.malformed, "The parameter `\(name)` is not a number from \(range.lowerBound) on.")
        }
        return min(number, range.upperBound)
    }

    /// A query parameter as a time; nil if it is not given.
    func time(_ name: String) throws -> Timestamp? {
        guard let text = query(name) else { return nil }
        guard let time = Timestamp(text) else {
            throw ProblemError(.malformed, "The parameter `\(name)` is not a time like 2026-03-12T08:00:00.000Z.")
        }
        return time
    }

    /// The parameters that a list takes in pages.
    static let pageParameters: Set = ["after", "limit"]

    /// Throws a problem (400) for a parameter that is not among `known` or is given twice: ignoring a filter would silently
    /// give a wrong answer.
    func checkQuery(_ known: Set<String>) throws {
        var seen: Set<Substring> = []
        for (name, _) in uri.queryParameters {
            guard known.contains(String(name)) else {
                throw ProblemError(.malformed, "The parameter `\(String(name.prefix(100)))` is not known.")
            }
            guard seen.insert(name).inserted else {
                throw ProblemError(.malformed, "The parameter `\(name)` is there twice.")
            }
        }
    }

    /// The `next` of the previous page; nil for the first page.
    func pageStart() throws -> String? {
        let text = query("after")
        guard text?.isEmpty != true else { throw StoreError.unknownPage }
        return text
    }

    /// The number of items on a page.
    func pageLimit() throws -> Int {
        let largest = Limits.standard.pageSize
        return try query("limit", in: 1...largest, default: largest)
    }
}

extension ServerContext {
    /// The id in the path under `name`. Throws a problem (404) if it is not a UUID.
    func id<Entity>(_ name: String) throws -> EntityID<Entity> {
        guard let text = parameters.get(name), let id = EntityID<Entity>(text) else { throw ProblemError(.notFound) }
        return id
    }
}
