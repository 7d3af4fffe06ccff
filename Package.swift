// swift-tools-version: 6.3
import PackageDescription

// Set by Tests/Fuzz/run alone: the library of libFuzzer. It turns the package into one that builds the program `fuzz`.
let fuzzerRuntime = Context.environment["FUZZER_RUNTIME"]

let settings: [SwiftSetting] =
    [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .enableUpcomingFeature("InternalImportsByDefault"),
    ] + (Context.environment["CI"] == nil ? [] : [.treatAllWarnings(as: .error)])
    + (fuzzerRuntime == nil ? [] : [.unsafeFlags(["-sanitize=fuzzer", "-O"])])

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let toml = Target.Dependency.product(name: "TOMLKit", package: "TOMLKit")

let package = Package(
    name: "cabdesk",
    defaultLocalization: "en",
    products: [
        .executable(name: "cabdesk", targets: ["cabdesk"]),
        .executable(name: "cabdeskd", targets: ["cabdeskd"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
        // The server's own; `swift build --product cabdesk` compiles none of them.
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0", traits: []),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0", traits: []),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        // C libraries: a module map and one header of static inline functions each.
        .systemLibrary(name: "CNcurses", providers: [.apt(["libncurses-dev"])]),
        .systemLibrary(name: "CNettle", pkgConfig: "nettle", providers: [.apt(["nettle-dev"])]),
        .systemLibrary(name: "CPostgres", pkgConfig: "libpq", providers: [.apt(["libpq-dev", "pkg-config"])]),
        .systemLibrary(name: "CQRencode", providers: [.apt(["libqrencode-dev"])]),

        // libcurl is loaded when it is needed, by a few lines of C.
        .target(name: "CCurl"),
        // The same with libxml2, whose headers are in a folder of their own everywhere.
        .target(name: "CLibXML2", cSettings: [.unsafeFlags(["-I/usr/include/libxml2"])]),
        // Threads for the tasks of Swift that wake only when there is something to do.
        .target(name: "CExecutor"),
        // A few calls of Linux that Swift does not import.
        .target(name: "CLinux"),

        // The TOML of configuration and themes.
        .target(name: "TOMLText", dependencies: ["SystemKit", toml], swiftSettings: settings),

        // Files, processes and time of the machine.
        .target(name: "SystemKit", dependencies: ["CLinux"], swiftSettings: settings),

        // Digests and ciphers of nettle.
        .target(name: "NettleCrypto", dependencies: ["CNettle"], swiftSettings: settings),

        // What travels.
        .target(name: "HelpdeskModels", dependencies: ["NettleCrypto"], swiftSettings: settings),
        .target(name: "HelpdeskTransport", dependencies: ["SystemKit"], swiftSettings: settings),
        .target(name: "CurlTransport", dependencies: ["CCurl", "HelpdeskTransport"], swiftSettings: settings),

        // What both programs do with their command lines.
        .target(name: "CommandLineKit", dependencies: ["HelpdeskModels", "TerminalKit"], swiftSettings: settings),

        // The client.
        .target(
            name: "HelpdeskCore",
            dependencies: [
                "CLibXML2", "HelpdeskModels", "HelpdeskTransport", "NettleCrypto", "SystemKit", "TOMLText", grdb,
                logging,
            ],
            swiftSettings: settings),
        .target(name: "TerminalKit", dependencies: ["TOMLText"], swiftSettings: settings),
        .target(
            name: "CursesTerminal", dependencies: ["CNcurses", "SystemKit", "TerminalKit"], swiftSettings: settings),
        .target(
            name: "CabdeskUI",
            dependencies: ["CQRencode", "HelpdeskCore", "HelpdeskModels", "SystemKit", "TerminalKit"],
            swiftSettings: settings),
        .executableTarget(
            name: "cabdesk",
            dependencies: [
                "CExecutor", "CabdeskUI", "CommandLineKit", "CurlTransport", "CursesTerminal", "HelpdeskCore",
                "HelpdeskModels", "HelpdeskTransport", "SystemKit", "TerminalKit", argumentParser,
            ], swiftSettings: settings),

        // The backend: its rules, its storage, its interface over HTTP.
        .target(
            name: "HelpdeskDesk", dependencies: ["HelpdeskModels", "NettleCrypto", "SystemKit"], swiftSettings: settings
        ),
        .target(
            name: "SQLDatabase", dependencies: ["CPostgres", "HelpdeskModels", "TOMLText", grdb],
            swiftSettings: settings),
        .target(
            name: "DeskStorage",
            dependencies: [
                "CLibXML2", "CurlTransport", "HelpdeskDesk", "HelpdeskModels", "HelpdeskTransport", "SQLDatabase",
                "SystemKit", "TOMLText", grdb,
            ],
            swiftSettings: settings),
        .target(
            name: "HelpdeskServer",
            dependencies: [
                "HelpdeskDesk", "HelpdeskModels", "NettleCrypto", "SystemKit", "TOMLText",
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HummingbirdCore", package: "hummingbird"),
                .product(name: "HummingbirdHTTP2", package: "hummingbird"),
                logging,
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "NIOTLS", package: "swift-nio"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ], swiftSettings: settings),
        .target(
            name: "DemoDesk", dependencies: ["HelpdeskDesk", "HelpdeskModels", "SystemKit"],
            swiftSettings: settings),
        .target(
            name: "TelegramBots",
            dependencies: [
                "HelpdeskDesk", "HelpdeskModels", "HelpdeskTransport", "NettleCrypto", "SQLDatabase", "SystemKit",
                "TOMLText",
            ], swiftSettings: settings),
        .executableTarget(
            name: "cabdeskd",
            dependencies: [
                "CommandLineKit", "CurlTransport", "DemoDesk", "DeskStorage", "HelpdeskDesk", "HelpdeskModels",
                "HelpdeskServer", "SQLDatabase", "SystemKit", "TOMLText", "TelegramBots", argumentParser, logging,
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ], swiftSettings: settings),

        // Tests.
        .target(
            name: "TestSupport",
            dependencies: ["HelpdeskCore", "HelpdeskModels", "HelpdeskTransport", "SQLDatabase", "TerminalKit"],
            swiftSettings: settings),
        .testTarget(
            name: "BackendTests",
            dependencies: [
                "CurlTransport", "HelpdeskCore", "HelpdeskModels", "HelpdeskTransport", "SystemKit", "TestSupport",
            ], swiftSettings: settings),
        .testTarget(name: "NettleCryptoTests", dependencies: ["NettleCrypto"], swiftSettings: settings),
        .testTarget(
            name: "HelpdeskModelsTests", dependencies: ["HelpdeskModels", "TestSupport"], swiftSettings: settings),
        .testTarget(
            name: "HelpdeskCoreTests",
            dependencies: [
                "CommandLineKit", "HelpdeskCore", "HelpdeskModels", "HelpdeskTransport", "SystemKit", "TestSupport",
                grdb,
            ],
            swiftSettings: settings),
        .testTarget(
            name: "CurlTransportTests",
            dependencies: ["CurlTransport", "HelpdeskCore", "HelpdeskTransport", "TestSupport"],
            swiftSettings: settings),
        .testTarget(
            name: "TerminalKitTests", dependencies: ["HelpdeskModels", "TerminalKit", "TestSupport"],
            swiftSettings: settings),
        .testTarget(
            name: "CursesTerminalTests", dependencies: ["CNcurses", "CursesTerminal", "TerminalKit"],
            swiftSettings: settings),
        .testTarget(
            name: "CabdeskUITests",
            dependencies: ["CabdeskUI", "HelpdeskCore", "HelpdeskModels", "TerminalKit", "TestSupport"],
            exclude: ["Screens", "Linear/Recorded"], swiftSettings: settings),
        .testTarget(
            name: "HelpdeskServerTests",
            dependencies: [
                "CurlTransport", "DemoDesk", "DeskStorage", "HelpdeskCore", "HelpdeskDesk", "HelpdeskModels",
                "HelpdeskServer", "HelpdeskTransport", "NettleCrypto", "SQLDatabase", "SystemKit", "TOMLText",
                "TestSupport", grdb,
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Hummingbird", package: "hummingbird"),
                logging,
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOEmbedded", package: "swift-nio"),
                .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
                .product(name: "NIOSSL", package: "swift-nio-ssl"),
                .product(name: "NIOTLS", package: "swift-nio"),
            ], exclude: ["Fixtures"], swiftSettings: settings),
        .testTarget(
            name: "TelegramBotsTests",
            dependencies: [
                "DeskStorage", "HelpdeskDesk", "HelpdeskModels", "HelpdeskTransport", "NettleCrypto", "SQLDatabase",
                "TOMLText", "TelegramBots", "TestSupport", grdb,
            ],
            swiftSettings: settings),
    ],
    swiftLanguageModes: [.v6],
    cxxLanguageStandard: .cxx17
)

// The targets of fuzzing: replayed and mutated by a test, or run by libFuzzer.
let kept = ["Corpus", "Crashes", "Dictionaries", "run"]
let fuzzed: [Target.Dependency] = [
    "CNcurses", "CursesTerminal", "HelpdeskCore", "HelpdeskDesk", "HelpdeskModels", "HelpdeskServer",
    "HelpdeskTransport", "NettleCrypto", "TOMLText", "TelegramBots", "TerminalKit", "TestSupport",
    .product(name: "HTTPTypes", package: "swift-http-types"),
]
if let fuzzerRuntime {
    package.targets.append(
        .executableTarget(
            name: "fuzz", dependencies: fuzzed, path: "Tests/Fuzz",
            exclude: kept + ["Tests"], sources: ["Targets", "Driver"],
            swiftSettings: settings,
            linkerSettings: [.unsafeFlags([fuzzerRuntime]), .linkedLibrary("stdc++")]))
} else {
    package.targets.append(
        .testTarget(
            name: "FuzzTests", dependencies: fuzzed, path: "Tests/Fuzz",
            exclude: kept + ["Driver"], sources: ["Targets", "Tests"],
            swiftSettings: settings))
}
