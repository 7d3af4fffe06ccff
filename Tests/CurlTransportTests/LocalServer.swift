import Foundation

/// A small HTTPS server on the loopback, run by Python's standard library, with a certificate of its own authority.
///
/// One for all tests; it ends, and removes its directory, when this process does.
final class LocalServer: Sendable {
    static let shared = Result { try LocalServer() }

    let directory: String
    let port: Int
    /// The authority that signed the server's certificate, and one that did not.
    var caFile: String { directory + "/ca.pem" }
    var otherCAFile: String { directory + "/other.pem" }

    /// Its end tells the server that the tests are over, however they end.
    private let input = Pipe()

    struct Failure: Error { var reason: String }

    init() throws {
        directory = NSTemporaryDirectory() + "transport-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        try Self.makeCertificates(in: directory)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-c", Self.script, directory]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        process.standardInput = input
        try process.run()
        let line = output.fileHandleForReading.availableData
        guard let port = Int(String(decoding: line, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines))
        else { throw Failure(reason: "the server does not start") }
        self.port = port
    }

    func url(_ path: String) -> String { "https://127.0.0.1:\(port)\(path)" }

    private static func makeCertificates(in directory: String) throws {
        let authority = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=Test"
        try openssl("\(authority) -keyout ca.key -out ca.pem", in: directory)
        try openssl("\(authority) -keyout other.key -out other.pem", in: directory)
        try openssl(
            """
            req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=localhost \
            -addext subjectAltName=IP:127.0.0.1 -keyout server.key -out server.csr
            """, in: directory)
        try openssl(
            "x509 -req -in server.csr -CA ca.pem -CAkey ca.key -days 2 -copy_extensions copy -out server.pem",
            in: directory)
    }

    private static func openssl(_ arguments: String, in directory: String) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["openssl"] + arguments.split(separator: " ").map(String.init)
        process.currentDirectoryURL = URL(fileURLWithPath: directory)
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failure(reason: "openssl \(arguments)") }
    }

    private static let script = """
        import gzip, hashlib, http.server, os, re, shutil, ssl, sys, threading
        content = bytes(range(256)) * 4096
        hits = []

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *arguments):
                pass

            def answer(self, status, body=b"", **headers):
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name.replace("_", "-"), value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(body)

            def do_GET(self):
                hits.append(self.path)
                if self.path == "/hello":
                    self.answer(200, (self.headers.get("authorization") or "").encode(), X_Mixed="Yes")
                elif self.path == "/redirect":
                    self.answer(302, Location="/hello")
                elif self.path.startswith("/silent"):
                    self.connection.recv(1)
                elif self.path.startswith("/hits"):
                    self.answer(200, str(hits.count(self.path.removeprefix("/hits"))).encode())
                elif self.path == "/bomb":
                    self.answer(200, gzip.compress(bytes(10_000_000)), Content_Encoding="gzip")
                elif self.path == "/missing":
                    self.answer(404, b"no file")
                elif self.path == "/wrong-range":
                    self.answer(206, content[5:], Content_Range="bytes 5-1048575/1048576")
                else:
                    found = re.match(r"bytes=(\\d+)-", self.headers.get("range") or "")
                    if found:
                        first = int(found[1])
                        size = len(content)
                        self.answer(206, content[first:], Content_Range=f"bytes {first}-{size - 1}/{size}")
                    else:
                        self.answer(200, content)

            do_HEAD = do_GET

            def do_PUT(self):
                body = self.rfile.read(int(self.headers["content-length"]))
                digest = hashlib.sha256(body).hexdigest()
                self.answer(200, f"{self.command} {len(body)} {digest}".encode())

            def do_POST(self):
                if self.path != "/vanishing":
                    return self.do_PUT()
                self.rfile.read(int(self.headers["content-length"]))
                hits.append(self.path)
                self.close_connection = True

            do_PATCH = do_PUT

        def end_with_tests():
            sys.stdin.read()
            shutil.rmtree(sys.argv[1])
            os._exit(0)

        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(sys.argv[1] + "/server.pem", sys.argv[1] + "/server.key")
        server.socket = context.wrap_socket(server.socket, server_side=True)
        print(server.server_address[1], flush=True)
        threading.Thread(target=end_with_tests, daemon=True).start()
        server.serve_forever()
        """
}
