import CPostgres
package import Foundation

/// How a PostgreSQL database is reached and used.
package struct PostgresSettings: Hashable, Sendable {
    /// Parameters of libpq by their names, for example `host`, `dbname` and `sslmode`.
    ///
    /// Source: https://www.postgresql.org/docs/15/libpq-connect.html#LIBPQ-PARAMKEYWORDS
    package var parameters: [String: String]
    /// Connections at the most.
    package var poolSize: Int
    /// Seconds that a transaction waits for a connection.
    package var waitLimit: TimeInterval = 5
    /// Seconds that one statement of a request may take.
    package var statementLimit: TimeInterval = 10
    /// Seconds that all statements of a request's transaction may take together.
    package var transactionLimit: TimeInterval = 20

    package init(parameters: [String: String], poolSize: Int = 16) {
        self.parameters = parameters
        self.poolSize = poolSize
    }

    /// Also sets parameters of the server for every connection; the values have no spaces.
    package func setting(_ values: [String: String]) -> PostgresSettings {
        var settings = self
        let options = values.sorted { $0.key < $1.key }.map { "-c \($0.key)=\($0.value)" }
        settings.parameters["options"] = ([parameters["options"]].compactMap(\.self) + options).joined(separator: " ")
        return settings
    }

    /// With the limits by which a connection notices that the other side is gone, where the parameters do not say otherwise.
    var connection: [String: String] {
        let limits = [
            "connect_timeout": "5", "keepalives_idle": "10", "keepalives_interval": "3", "keepalives_count": "3",
            "tcp_user_timeout": "15000", "application_name": "cabdeskd", "client_encoding": "UTF8",
        ]
        return limits.merging(parameters) { $1 }
    }
}

extension PostgresSettings {
    /// Why an address cannot be used, as the end of a sentence.
    package struct Problem: Error {
        package var text: String
    }

    /// The trusted authorities of Debian and others.
    private static let authorities = "/etc/ssl/certs/ca-certificates.crt"

    /// From an address `postgres://…`. Over a network, the server's certificate is verified unless the address says
    /// otherwise.
    ///
    /// Source: https://www.postgresql.org/docs/15/libpq-connect.html#LIBPQ-CONNSTRING
    package init(address: String) throws(Problem) {
        guard address.hasPrefix("postgres://") || address.hasPrefix("postgresql://") else {
            throw Problem(text: "is not an address like postgres://USER@HOST/DATABASE")
        }
        var message: UnsafeMutablePointer<CChar>?
        guard let options = PQconninfoParse(address, &message) else {
            defer { PQfreemem(message) }
            // libpq's words can repeat a part of the address, which may be a password.
            throw Problem(text: "is not an address of PostgreSQL: a part of it is misspelt")
        }
        defer { PQconninfoFree(options) }
        var parameters: [String: String] = [:]
        var option = options
        while let keyword = option.pointee.keyword {
            if let value = option.pointee.val { parameters[String(cString: keyword)] = String(cString: value) }
            option += 1
        }
        guard let name = parameters["dbname"], !name.isEmpty else { throw Problem(text: "names no database") }
        let host = parameters["host"] ?? ""
        let isLocal = host.isEmpty || host.hasPrefix("/") || ["localhost", "127.0.0.1", "::1"].contains(host)
        if !isLocal, parameters["sslmode"] == nil {
            parameters["sslmode"] = "verify-full"
            if parameters["sslrootcert"] == nil { parameters["sslrootcert"] = Self.authorities }
        }
        self.init(parameters: parameters)
    }
}
