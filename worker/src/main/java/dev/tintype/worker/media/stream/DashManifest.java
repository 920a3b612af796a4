package dev.tintype.worker.media.stream;

import dev.tintype.worker.media.workshop.Workshop;
import java.io.StringWriter;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/**
 * Writes a DASH manifest (ISO/IEC 23009-1, on-demand profile): each track is one file, and its own index says where the segments are.
 */
public final class DashManifest {
    private static final String NAMESPACE = "urn:mpeg:dash:schema:mpd:2011";
    private static final String PROFILES = "urn:mpeg:dash:profile:isoff-on-demand:2011,urn:mpeg:dash:profile:cmaf:2019";

    private static final String CENC = "urn:mpeg:cenc:2013";
    private static final String DASHIF = "https://dashif.org/CPS";
    private static final String PROTECTION = "ContentProtection";
    private static final String SCHEME = "schemeIdUri";

    private DashManifest() {}

    /**
     * How what is encrypted is decrypted.
     *
     * @param kid the key's name
     * @param licence where it is to be had
     */
    private record Protection(String kid, String licence) {}

    /** The manifest of a stream. */
    public static String of(StreamTracks tracks, Workshop workshop) {
        StreamKeys keys = tracks.keys();
        Protection protection = keys == null ? null : new Protection(keys.kid(), keys.url(workshop, 0));
        StringWriter text = new StringWriter();
        try {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("MPD");
            xml.writeDefaultNamespace(NAMESPACE);
            attributes(
                    xml,
                    "profiles",
                    PROFILES,
                    "type",
                    "static",
                    "mediaPresentationDuration",
                    seconds(tracks.seconds()),
                    "minBufferTime",
                    seconds(2 * tracks.plan().spec().segmentS()));
            xml.writeStartElement("Period");
            attributes(xml, "id", "0", "start", "PT0S");
            videos(xml, tracks, protection);
            for (int n = 0; n < tracks.sounds().size(); n++) {
                sound(xml, tracks.sounds().get(n), tracks.plan().sounds().get(n), n, protection);
            }
            for (int n = 0; n < tracks.plan().texts().size(); n++) {
                text(xml, tracks.plan().texts().get(n), n);
            }
            xml.writeEndElement();
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("XML cannot be written to memory", e);
        }
        return text + "\n";
    }

    private static void videos(XMLStreamWriter xml, StreamTracks tracks, @Nullable Protection protection)
            throws XMLStreamException {
        xml.writeStartElement("AdaptationSet");
        attributes(
                xml,
                "contentType",
                "video",
                "mimeType",
                "video/mp4",
                "segmentAlignment",
                "true",
                "subsegmentAlignment",
                "true",
                "subsegmentStartsWithSAP",
                "1",
                "startWithSAP",
                "1");
        protection(xml, protection);
        light(xml, tracks.plan().hdr());
        for (int n = 0; n < tracks.videos().size(); n++) {
            CmafTrack track = tracks.videos().get(n);
            Ladder.Quality quality = tracks.plan().videos().get(n).quality();
            xml.writeStartElement("Representation");
            attributes(
                    xml,
                    "id",
                    "v" + n,
                    "codecs",
                    track.codec(),
                    "bandwidth",
                    Long.toString(track.peakBitrate()),
                    "width",
                    Integer.toString(quality.size().width()),
                    "height",
                    Integer.toString(quality.size().height()),
                    "frameRate",
                    tracks.plan().rate().toString(),
                    "sar",
                    "1:1");
            file(xml, track);
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    /**
     * What players need to ask for the key: the scheme and its default key (ISO/IEC 23001-7 §11.2), and where a ClearKey licence is to
     * be had (DASH-IF, Clear Key Content Protection).
     */
    private static void protection(XMLStreamWriter xml, @Nullable Protection protection) throws XMLStreamException {
        if (protection == null) {
            return;
        }
        xml.writeEmptyElement(PROTECTION);
        attributes(xml, SCHEME, "urn:mpeg:dash:mp4protection:2011", "value", "cenc");
        xml.writeNamespace("cenc", CENC);
        xml.writeAttribute("cenc", CENC, "default_KID", protection.kid());
        xml.writeStartElement(PROTECTION);
        attributes(xml, SCHEME, "urn:uuid:e2719d58-a985-b3c9-781a-b030af78d30e", "value", "ClearKey1.0");
        xml.writeStartElement("dashif", "Laurl", DASHIF);
        xml.writeNamespace("dashif", DASHIF);
        attributes(xml, "licenseType", "EME-1.0");
        xml.writeCharacters(protection.licence());
        xml.writeEndElement();
        xml.writeEndElement();
    }

    /** What the light means, by the code points of ISO/IEC 23091-2; what nothing is said of is as usual screens show it. */
    private static void light(XMLStreamWriter xml, @Nullable String hdr) throws XMLStreamException {
        if (hdr != null) {
            property(xml, "ColourPrimaries", "9");
            property(xml, "TransferCharacteristics", hdr.equals("smpte2084") ? "16" : "18");
            property(xml, "MatrixCoefficients", "9");
        }
    }

    private static void property(XMLStreamWriter xml, String name, String value) throws XMLStreamException {
        xml.writeEmptyElement("SupplementalProperty");
        attributes(xml, SCHEME, "urn:mpeg:mpegB:cicp:" + name, "value", value);
    }

    private static void sound(
            XMLStreamWriter xml, CmafTrack track, StreamPlan.Sound sound, int n, @Nullable Protection protection)
            throws XMLStreamException {
        xml.writeStartElement("AdaptationSet");
        attributes(
                xml,
                "contentType",
                "audio",
                "mimeType",
                "audio/mp4",
                "subsegmentAlignment",
                "true",
                "subsegmentStartsWithSAP",
                "1",
                "startWithSAP",
                "1");
        language(xml, sound.track().language());
        protection(xml, protection);
        role(xml, n == 0 ? "main" : "alternate");
        xml.writeStartElement("Representation");
        attributes(
                xml,
                "id",
                "a" + n,
                "codecs",
                track.codec(),
                "bandwidth",
                Long.toString(track.peakBitrate()),
                "audioSamplingRate",
                Integer.toString(Math.min(48_000, Math.max(8_000, sound.track().sampleRate()))));
        file(xml, track);
        xml.writeEndElement();
        xml.writeEndElement();
    }

    private static void text(XMLStreamWriter xml, StreamPlan.Text text, int n) throws XMLStreamException {
        xml.writeStartElement("AdaptationSet");
        attributes(xml, "contentType", "text", "mimeType", "text/vtt");
        language(xml, text.track().language());
        role(xml, "subtitle");
        xml.writeStartElement("Representation");
        attributes(xml, "id", "t" + n, "bandwidth", "256");
        xml.writeStartElement("BaseURL");
        xml.writeCharacters(text.file());
        xml.writeEndElement();
        xml.writeEndElement();
        xml.writeEndElement();
    }

    private static void file(XMLStreamWriter xml, CmafTrack track) throws XMLStreamException {
        xml.writeStartElement("BaseURL");
        xml.writeCharacters(track.name());
        xml.writeEndElement();
        xml.writeStartElement("SegmentBase");
        attributes(xml, "indexRange", track.indexOffset() + "-" + (track.indexOffset() + track.indexBytes() - 1));
        xml.writeEmptyElement("Initialization");
        attributes(xml, "range", "0-" + (track.initBytes() - 1));
        xml.writeEndElement();
    }

    private static void role(XMLStreamWriter xml, String value) throws XMLStreamException {
        xml.writeEmptyElement("Role");
        attributes(xml, SCHEME, "urn:mpeg:dash:role:2011", "value", value);
    }

    private static void language(XMLStreamWriter xml, @Nullable String language) throws XMLStreamException {
        if (language != null) {
            xml.writeAttribute("lang", language);
        }
    }

    private static void attributes(XMLStreamWriter xml, String... pairs) throws XMLStreamException {
        for (int n = 0; n < pairs.length; n += 2) {
            xml.writeAttribute(pairs[n], pairs[n + 1]);
        }
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, "PT%.3fS", seconds);
    }
}
