package import Foundation
package import TOMLText

/// The address of an object store, and the part of it that a desk uses: the table `[files]` of the configuration.
package struct ObjectStoreSettings: Sendable {
    /// The address without a path: `https://s3.eu-central-1.amazonaws.com`.
    package var endpoint: String
    /// As requests are signed with it.
    package var region: String
    package var bucket: String
    /// The keys of all objects begin with it: empty, or with a slash at its end.
    package var prefix: String
    /// A PEM file of certificate authorities to trust, for a store of one's own; nil for the system's.
    package var caFile: URL?
    package var accessKey: SecretSource
    package var secretKey: SecretSource
    /// The least bytes of a part of a multipart upload, but for the last one. Stores refuse less than 5 MiB.
    var partSize: Int64 = 5 << 20
    /// The time for which an object that nothing names is left alone, in seconds: it may be on its way to a message.
    var orphanAge: Double = 3600
    /// Before a request is sent again, in seconds at most; before the next time, twice as long.
    var pause = 0.5

    static let keys: Set = ConfigurationTable.secretKeys("access_key").union(
        ConfigurationTable.secretKeys("secret_key")
    )
    .union(["s3", "region", "bucket", "prefix", "ca_file"])

    /// - Parameter prefix: without a slash at its end; empty for none.
    package init(
        endpoint: String, region: String, bucket: String, prefix: String = "", caFile: URL? = nil,
        accessKey: SecretSource, secretKey: SecretSource
    ) {
        self.endpoint = endpoint
        self.region = region
        self.bucket = bucket
        self.prefix = prefix.isEmpty ? "" : prefix + "/"
        self.caFile = caFile
        self.accessKey = accessKey
        self.secretKey = secretKey
    }

    /// Nil without the table. Throws ``ConfigurationError``.
    init?(_ root: ConfigurationTable) throws {
        guard root.has("files") else { return nil }
        let table = try root.table("files", keys: Self.keys)
        let endpoint = try table.required("s3", table.address("s3", schemes: ["https", "http"]))
        guard let address = Self.address(endpoint) else {
            throw table.wrong(
                "s3",
                "must be an address without a path, like \"https://s3.example.net\"; http only to 127.0.0.1 or [::1]")
        }
        let region = try table.required("region", table.text("region"))
        guard region.wholeMatch(of: /[A-Za-z0-9-]+/) != nil else {
            throw table.wrong("region", "must be letters, digits and hyphens, like \"eu-central-1\"")
        }
        let bucket = try table.required("bucket", table.text("bucket"))
        guard bucket.wholeMatch(of: /[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]/) != nil else {
            throw table.wrong("bucket", "must have 3 to 63 small letters, digits, dots and hyphens")
        }
        let prefix = try table.text("prefix", mayBeEmpty: true) ?? ""
        guard
            prefix.isEmpty
                || prefix.wholeMatch(of: /[A-Za-z0-9_-][A-Za-z0-9._-]*(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*\/?/) != nil
        else {
            throw table.wrong("prefix", "must have letters, digits, dots, hyphens and slashes, like \"desks/main\"")
        }
        func key(_ name: String) throws -> SecretSource {
            guard let source = try table.secret(name) else {
                throw table.wrong("\(name)_file", "or \(name)_env or \(name)_command has to be there, one of them")
            }
            return source
        }
        self.init(
            endpoint: address, region: region, bucket: bucket,
            prefix: prefix.hasSuffix("/") ? String(prefix.dropLast()) : prefix, caFile: try table.path("ca_file"),
            accessKey: try key("access_key"), secretKey: try key("secret_key"))
    }

    /// The address without a slash at its end; nil if there is more than scheme, host and port, or if keys and files would
    /// travel in the clear.
    private static func address(_ text: String) -> String? {
        guard let url = URL(string: text), let host = url.host(), !host.isEmpty, url.path().allSatisfy({ $0 == "/" }),
            url.query() == nil, url.fragment() == nil, url.user() == nil
        else { return nil }
        let isLoopback = ["127.0.0.1", "::1"].contains(host)
        guard url.scheme?.lowercased() == "https" || isLoopback else { return nil }
        return text.hasSuffix("/") ? String(text.dropLast()) : text
    }

    /// Throws ``ConfigurationError``. Waits for a disk or a program.
    package func checkKeys() throws {
        _ = try accessKey.read("the access key of the object store")
        _ = try secretKey.read("the secret key of the object store")
    }
}
