import '@mantine/core/styles/ColorSwatch.layer.css'
import '@mantine/charts/styles.layer.css'
import { BarChart } from '@mantine/charts'
import { useWords } from '../text/index.ts'

type Series = Readonly<{ name: string; label: string; color: string }>

/** Bars over days, in minor units of one currency. It is drawn for the eyes alone: the frame around it has the figures. */
export function Bars({
  days,
  series,
  currency
}: Readonly<{
  days: readonly Readonly<Record<string, string | number>>[]
  series: readonly Series[]
  currency: string
}>) {
  const { f } = useWords()
  return (
    <BarChart
      h="100%"
      data={days.map((day) => ({ ...day }))}
      dataKey="day"
      series={series.map((each) => ({ ...each }))}
      type="stacked"
      withLegend
      legendProps={{ verticalAlign: 'bottom', height: 28 }}
      gridAxis="y"
      tickLine="none"
      valueFormatter={(minor) => f.money({ amount: Math.round(minor), currency })}
      yAxisProps={{
        width: 56,
        tickFormatter: (minor: number) => f.amountShort({ amount: Math.round(minor), currency })
      }}
      xAxisProps={{ tickFormatter: (day: string) => f.dayShort(day), minTickGap: 16 }}
      barChartProps={{ accessibilityLayer: false, stackOffset: 'sign' }}
      barProps={{ radius: 2, isAnimationActive: false }}
      tooltipProps={{
        isAnimationActive: false,
        labelFormatter: (day) => (typeof day === 'string' ? f.day(day) : '')
      }}
      referenceLines={[{ y: 0, color: 'gray.5' }]}
    />
  )
}
