import { xml } from '../xml/markup.js';

export const REPORT_STYLE = 'report';

/**
 * How a report is cited in a sentence, after the seventh edition of the APA manual (§10.4): whoever is responsible, year, title with series and
 * number, publisher, address. The whole APA style, for works of every kind, takes three seconds to build in each language; this is what a
 * report comes to in it, with three things of our own: a series keeps its capitals, "with" is said in the reader's language, and an address needs no
 * "Retrieved" where there is no year.
 * @see https://docs.citationstyles.org/en/stable/specification.html
 */
export const reportStyle = (): string =>
  xml`<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text" demote-non-dropping-particle="never">
<info><title>Report</title><id>report</id><updated>2026-12-01T00:00:00+00:00</updated></info>
<locale><terms><term name="with">with</term></terms></locale>
<locale xml:lang="fi"><terms><term name="with">mukana</term></terms></locale>
<locale xml:lang="sv"><terms><term name="with">med</term></terms></locale>
<macro name="title">
  <text variable="title"/>
  <group prefix=" (" suffix=")" delimiter="; ">
    <choose><if variable="author"><text macro="editors"/></if></choose>
    <group delimiter=" "><text variable="collection-title"/><text variable="collection-number"/></group>
  </group>
</macro>
<macro name="editors">
  <names variable="editor">
    <name and="symbol" initialize-with=". " delimiter=", "/>
    <label form="short" prefix=", " text-case="title"/>
  </names>
</macro>
<macro name="responsible">
  <names variable="author">
    <name and="symbol" name-as-sort-order="all" sort-separator=", " initialize-with=". " delimiter=", " delimiter-precedes-last="always"/>
    <label form="short" prefix=" (" suffix=")" text-case="title"/>
    <substitute><names variable="editor"/><text macro="title"/></substitute>
  </names>
  <choose>
    <if variable="author editor" match="any">
      <group prefix=" (" suffix=")" delimiter=" ">
        <text term="with"/>
        <names variable="contributor">
          <name and="symbol" name-as-sort-order="all" sort-separator=", " initialize-with=". " delimiter=", " delimiter-precedes-last="always"/>
        </names>
      </group>
    </if>
  </choose>
</macro>
<macro name="year">
  <group prefix="(" suffix=")">
    <choose>
      <if variable="issued"><date variable="issued"><date-part name="year"/></date></if>
      <else><text term="no date" form="short"/></else>
    </choose>
  </group>
</macro>
<citation><layout><text variable="title"/></layout></citation>
<bibliography et-al-min="21" et-al-use-first="19" et-al-use-last="true">
  <layout>
    <group delimiter=" ">
      <group delimiter=". " suffix=".">
        <text macro="responsible"/>
        <text macro="year"/>
        <choose><if variable="author editor" match="any"><text macro="title"/></if></choose>
        <text variable="publisher"/>
      </group>
      <text variable="URL"/>
    </group>
  </layout>
</bibliography>
</style>`.markup;
