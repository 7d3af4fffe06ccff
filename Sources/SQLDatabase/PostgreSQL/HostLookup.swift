import Dispatch
import Foundation
import Synchronization

/// Looks up the addresses of a database's host within a limit, which libpq does not do: its `connect_timeout` does not count
/// the time that the resolver takes.
///
/// A lookup cannot be broken off. One that hangs goes on by itself, and whoever needs the same name meanwhile waits for it,
/// too, so that there is never more than one for a name.
final class HostLookup: Sendable {
    /// The addresses of a name as numbers; may take as long as it takes.
    typealias Resolve = @Sendable (_ name: String) throws -> [String]

    static let system = HostLookup(limit: 5, resolve: addresses)

    /// In seconds.
    private let limit: TimeInterval
    private let resolve: Resolve
    private let running = Mutex<[String: Lookup]>([:])

    init(limit: TimeInterval, resolve: @escaping Resolve) {
        self.limit = limit
        self.resolve = resolve
    }

    /// The parameters of libpq with `hostaddr` for every name in `host`. A name with several addresses stands there as often,
    /// so that libpq tries all of them; it stays, because certificates and passwords are looked for by it.
    ///
    /// Throws ``PostgresFailure``.
    ///
    /// Source: https://www.postgresql.org/docs/15/libpq-connect.html#LIBPQ-MULTIPLE-HOSTS
    func resolved(_ parameters: [String: String]) throws -> [String: String] {
        guard let list = parameters["host"], parameters["hostaddr"] == nil else { return parameters }
        let hosts = Self.entries(list)
        let ports = Self.entries(parameters["port"] ?? "")
        // One port is for all of them. Another number than of hosts is a mistake, of which libpq tells.
        guard ports.count == 1 || ports.count == hosts.count else { return parameters }
        var found: [(host: String, address: String, port: String)] = []
        for (index, host) in hosts.enumerated() {
            let port = ports.count == 1 ? ports[0] : ports[index]
            for address in Self.isName(host) ? try addresses(of: host) : [""] { found.append((host, address, port)) }
        }
        guard found.contains(where: { !$0.address.isEmpty }) else { return parameters }
        var resolved = parameters
        resolved["host"] = found.map(\.host).joined(separator: ",")
        resolved["hostaddr"] = found.map(\.address).joined(separator: ",")
        if ports.count > 1 { resolved["port"] = found.map(\.port).joined(separator: ",") }
        return resolved
    }

    private static func entries(_ list: String) -> [String] {
        list.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }

    /// Whether the resolver has to be asked: not for the path of a socket, the default, or an address.
    private static func isName(_ host: String) -> Bool {
        if host.isEmpty || host.hasPrefix("/") || host.hasPrefix("@") { return false }
        var address = in6_addr()
        return inet_pton(AF_INET, host, &address) != 1 && inet_pton(AF_INET6, host, &address) != 1
    }

    private func addresses(of name: String) throws -> [String] {
        let (lookup, isNew) = running.withLock { running in
            if let lookup = running[name] { return (lookup, false) }
            let lookup = Lookup()
            running[name] = lookup
            return (lookup, true)
        }
        if isNew {
            // A queue of its own has a thread of its own.
            DispatchQueue(label: "cabdesk.lookup").async { [self] in
                let result = Result { try resolve(name) }
                running.withLock { $0[name] = nil }
                lookup.end(result)
            }
        }
        guard let result = lookup.wait(limit) else {
            throw PostgresFailure(.unavailable, "the name \(name) was not looked up within \(Int(limit)) seconds")
        }
        return try result.get()
    }

    /// By the system's resolver (getaddrinfo(3)), in its order.
    @Sendable private static func addresses(of name: String) throws -> [String] {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var first: UnsafeMutablePointer<addrinfo>?
        let code = getaddrinfo(name, nil, &hints, &first)
        guard code == 0 else {
            let reason = gai_strerror(code).map { String(cString: $0) } ?? "error \(code)"
            throw PostgresFailure(.unavailable, "the name \(name) cannot be looked up: \(reason)")
        }
        defer { freeaddrinfo(first) }
        var found: [String] = []
        var next = first
        while let entry = next {
            var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
            let info = entry.pointee
            if getnameinfo(info.ai_addr, info.ai_addrlen, &text, socklen_t(text.count), nil, 0, NI_NUMERICHOST) == 0 {
                found.append(String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self))
            }
            next = info.ai_next
        }
        return found
    }
}

/// A lookup that several threads may wait for.
private final class Lookup: Sendable {
    private let result = Mutex<Result<[String], any Error>?>(nil)
    private let done = DispatchGroup()

    init() { done.enter() }

    func end(_ outcome: Result<[String], any Error>) {
        result.withLock { $0 = outcome }
        done.leave()
    }

    /// Nil if it has not ended after so many seconds.
    func wait(_ seconds: TimeInterval) -> Result<[String], any Error>? {
        _ = done.wait(timeout: .now() + seconds)
        return result.withLock(\.self)
    }
}
